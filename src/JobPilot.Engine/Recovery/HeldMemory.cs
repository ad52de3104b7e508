using System.Reflection;

namespace JobPilot.Engine.Recovery;

/// <summary>
/// Estimates what a component holds: what can be reached from it and from the static fields of its assembly, but for what the host gave it. Of long arrays a
/// sample is looked at. Bounded in objects, so that looking costs little when memory is short.
/// </summary>
internal static class HeldMemory
{
    private const int MostObjects = 100_000;
    private const int Sample = 500;
    private const long HeaderBytes = 24;
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Bytes, roughly; 0 where nothing can be said.</summary>
    public static long Estimate(object component)
    {
        var walk = new Walk(component.GetType().Assembly);
        try
        {
            walk.Visit(component, 1);
            walk.VisitStatics();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Invariant 8: whatever types a plugin has, what is known so far is the answer.
        }

        return (long)Math.Min(walk.Bytes, long.MaxValue / 2);
    }

    private sealed class Walk(Assembly plugin)
    {
        private static readonly Assembly Core = typeof(object).Assembly;
        private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
        private readonly Queue<(object Value, double Weight)> _queue = new();
        private readonly Dictionary<Type, FieldInfo[]> _fields = [];

        public double Bytes { get; private set; }

        public void VisitStatics()
        {
            foreach (var type in plugin.GetTypes().Where(type => !type.ContainsGenericParameters))
            {
                foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(field => !field.IsLiteral && CanHold(field.FieldType)))
                {
                    if (field.GetValue(null) is { } value)
                    {
                        Visit(value, 1);
                    }
                }
            }
        }

        public void Visit(object root, double weight)
        {
            Add(root, weight);
            while (_queue.TryDequeue(out var next) && _seen.Count < MostObjects)
            {
                Open(next.Value, next.Weight);
            }
        }

        private void Add(object? value, double weight)
        {
            if (value is not null && !IsShared(value) && _seen.Add(value))
            {
                _queue.Enqueue((value, weight));
            }
        }

        private void Open(object value, double weight)
        {
            switch (value)
            {
                case string text:
                    Bytes += weight * (HeaderBytes + (2.0 * text.Length));
                    break;
                case Array array:
                    OpenArray(array, weight);
                    break;
                default:
                    Bytes += weight * HeaderBytes;
                    OpenFields(value, value.GetType(), weight);
                    break;
            }
        }

        private void OpenArray(Array array, double weight)
        {
            var element = array.GetType().GetElementType()!;
            Bytes += weight * (HeaderBytes + ((double)array.LongLength * SizeOf(element)));
            if (!CanHold(element) || array.Rank != 1 || array.Length == 0)
            {
                return;
            }

            var step = Math.Max(1, array.Length / Sample);
            for (var i = 0; i < array.Length; i += step)
            {
                Look(array.GetValue(i), element, weight * step);
            }
        }

        private void OpenFields(object value, Type type, double weight)
        {
            foreach (var field in FieldsOf(type))
            {
                if (!type.IsValueType)
                {
                    Bytes += weight * SizeOf(field.FieldType);
                }

                if (CanHold(field.FieldType))
                {
                    Look(field.GetValue(value), field.FieldType, weight);
                }
            }
        }

        /// <summary>A value of a value type lies in what holds it; only what it leads to is new.</summary>
        private void Look(object? value, Type declared, double weight)
        {
            if (value is null)
            {
                return;
            }

            if (declared.IsValueType)
            {
                OpenFields(value, value.GetType(), weight);
            }
            else
            {
                Add(value, weight);
            }
        }

        private FieldInfo[] FieldsOf(Type type)
        {
            if (_fields.TryGetValue(type, out var known))
            {
                return known;
            }

            var fields = new List<FieldInfo>();
            for (var one = type; one is not null && one != typeof(object) && one != typeof(ValueType); one = one.BaseType)
            {
                fields.AddRange(one.GetFields(Own).Where(field => !field.FieldType.IsPointer && !field.FieldType.IsByRef && !field.FieldType.IsByRefLike));
            }

            return _fields[type] = [.. fields];
        }

        private static bool CanHold(Type type) => !type.IsPrimitive && !type.IsEnum && !type.IsPointer && !type.IsByRefLike && !type.IsByRef
            && (!type.IsValueType || LeadsOn(type));

        private static bool LeadsOn(Type type) => type.GetFields(Own).Any(field => CanHold(field.FieldType) && field.FieldType != type);

        private static int SizeOf(Type type) => Type.GetTypeCode(type) switch
        {
            _ when !type.IsValueType => IntPtr.Size,
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            TypeCode.Object => 16,
            _ => 8,
        };

        /// <summary>What the host gave it, what belongs to the runtime, and what no one holds alone.</summary>
        private bool IsShared(object value)
        {
            var type = value.GetType();
            return value is Type or MemberInfo or Assembly or Module or Thread or Task or ComponentContext or Microsoft.Extensions.Logging.ILogger or WeakReference or TimeProvider
                || (type.Assembly != plugin && type.Assembly != Core && type.Assembly != typeof(Record).Assembly && IsOfHost(type.Assembly));
        }

        private static bool IsOfHost(Assembly assembly) =>
            assembly.GetName().Name is { } name && name.StartsWith("JobPilot.", StringComparison.Ordinal) && !name.StartsWith("JobPilot.Plugins.", StringComparison.Ordinal);
    }
}
