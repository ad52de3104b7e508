using System.Net;
using JobPilot.Engine.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class PrivateAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.15.255.255", false)]
    [InlineData("172.16.0.0", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.0.7", true)]
    [InlineData("192.167.0.7", false)]
    [InlineData("192.0.0.8", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.1.0.1", false)]
    [InlineData("198.17.255.255", false)]
    [InlineData("198.18.0.0", true)]
    [InlineData("198.19.255.255", true)]
    [InlineData("198.20.0.0", false)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:192.168.0.7", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("2606:4700::1111", false)]
    public void Contains_Address_TellsPrivateFromPublic(string address, bool expected) =>
        Assert.Equal(expected, PrivateAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("db.internal", true)]
    [InlineData("printer.local", true)]
    [InlineData("localhost.example", false)]
    [InlineData("jobs.example", false)]
    public void IsPrivateName_Host_TellsPrivateFromPublic(string host, bool expected) =>
        Assert.Equal(expected, PrivateAddresses.IsPrivateName(host));
}
