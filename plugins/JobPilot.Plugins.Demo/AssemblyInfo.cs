using JobPilot;

[assembly: JobPilotPlugin(1, 0)]
