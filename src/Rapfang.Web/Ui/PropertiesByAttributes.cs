using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Rapfang.Ui;

/// <summary>
/// Tells which properties of a page take something from the request by their attributes alone. The framework works out all
/// that is known of every public property of every page before the first request, and forgets it (docs/performance.md).
/// What a whole page or a type says about binding is not heard here: each property that is bound says so itself.
/// </summary>
sealed class PropertiesByAttributes(IPageApplicationModelPartsProvider parts) : IPageApplicationModelPartsProvider
{
    public PagePropertyModel CreatePropertyModel(PropertyInfo property)
    {
        var attributes = property.IsDefined(typeof(IBindingSourceMetadata), inherit: true) ? property.GetCustomAttributes(inherit: true) : [];
        return new(property, attributes) { PropertyName = property.Name, BindingInfo = BindingInfo.GetBindingInfo(attributes) };
    }

    public PageHandlerModel? CreateHandlerModel(MethodInfo method) => parts.CreateHandlerModel(method);

    public PageParameterModel CreateParameterModel(ParameterInfo parameter) => parts.CreateParameterModel(parameter);

    public bool IsHandler(MethodInfo methodInfo) => parts.IsHandler(methodInfo);

    internal static void Set(IServiceCollection services)
    {
        var made = services.Single(service => service.ServiceType == typeof(IPageApplicationModelPartsProvider)).ImplementationType!;
        services.AddSingleton<IPageApplicationModelPartsProvider>(provider => new PropertiesByAttributes((IPageApplicationModelPartsProvider)ActivatorUtilities.CreateInstance(provider, made)));
    }
}
