using System.Reflection;
using System.Reflection.Emit;
using Rapfang.Platform;

namespace Rapfang.Tests.Platform;

/// <summary>
/// What uses what, read from the compiled product: modules use of each other only what lies in the other's root, never a
/// page; Platform and Ui know no module.
/// </summary>
public sealed class ModuleBoundaryTests
{
    const string Modules = "Rapfang.Modules.";
    static readonly Assembly Product = typeof(WebSetup).Assembly;
    const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    static readonly (string From, string To, string What)[] Uses =
    [
        .. Product.GetTypes()
            .SelectMany(type => Used(type).Where(used => used.Assembly == Product).Select(used => (From: Home(type), To: used.Namespace ?? "", What: $"{type} uses {used}")))
            .Distinct(),
    ];

    // A view is compiled into a namespace of its own and named by its path.
    static string Home(Type type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        return outer.Namespace == "AspNetCoreGeneratedDocument" ? "Rapfang." + outer.Name.Replace('_', '.') : outer.Namespace ?? "";
    }

    static string? ModuleOf(string space) => space.StartsWith(Modules, StringComparison.Ordinal) ? space[Modules.Length..].Split('.')[0] : null;

    [Fact]
    public void Modules_UseOnlyTheRootOfEachOther()
    {
        var between = Uses.Where(use => ModuleOf(use.From) is { } from && ModuleOf(use.To) is { } to && from != to).ToList();

        Assert.Contains(between, use => use.From == Modules + "Home.Desk" && use.To == Modules + "Surveys");
        Assert.Empty(between.Where(use => use.To != Modules + ModuleOf(use.To)).Select(use => use.What));
    }

    [Fact]
    public void PlatformAndUi_KnowNoModule()
    {
        var below = Uses.Where(use => use.From.StartsWith("Rapfang.Platform", StringComparison.Ordinal) || use.From.StartsWith("Rapfang.Ui", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(below);
        Assert.Empty(below.Where(use => ModuleOf(use.To) is not null || use.To == "Rapfang.Demo").Select(use => use.What));
    }

    [Fact]
    public void Modules_KnowNoDemoOffice() =>
        Assert.Empty(Uses.Where(use => ModuleOf(use.From) is not null && use.To == "Rapfang.Demo").Select(use => use.What));

    static IEnumerable<Type> Used(Type type)
    {
        IEnumerable<Type?> named =
        [
            type.BaseType, .. type.GetInterfaces(),
            .. type.GetFields(Own).Select(field => field.FieldType),
            .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
            .. type.GetMethods(Own).Select(method => method.ReturnType),
            .. Bodies(type).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType),
            .. Bodies(type).SelectMany(Mentioned),
        ];
        return named.OfType<Type>().SelectMany(Parts);
    }

    static IEnumerable<MethodBase> Bodies(Type type) => [.. type.GetMethods(Own), .. type.GetConstructors(Own)];

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    // The types that a method's instructions name.
    static IEnumerable<Type?> Mentioned(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                foreach (var type in Named(method, BitConverter.ToInt32(code, at)))
                {
                    yield return type;
                }
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    static IEnumerable<Type?> Named(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var member = method.Module.ResolveMember(token, ofType, ofMethod)!;
        return member is Type type ? [type] : [member.DeclaringType, .. (member as MethodInfo)?.GetGenericArguments() ?? []];
    }
}
