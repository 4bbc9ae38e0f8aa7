using Microsoft.AspNetCore.Mvc.ModelBinding;
using Rapfang.Thai;

namespace Rapfang.Ui;

/// <summary>Reads dates of forms as Thai people write them: 21/11/2569, ๒๑ พ.ย. ๒๕๖๙. A C.E. year is refused with a hint.</summary>
public sealed class ThaiDateBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (value == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, value);
        var read = ThaiDate.Parse(value.FirstValue);
        switch (read.Error)
        {
            case ThaiDateError.None:
                bindingContext.Result = ModelBindingResult.Success(read.Date);
                break;
            case ThaiDateError.Empty when bindingContext.ModelMetadata.IsReferenceOrNullableType:
                bindingContext.Result = ModelBindingResult.Success(null);
                break;
            default:
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, Message(read));
                break;
        }

        return Task.CompletedTask;
    }

    /// <summary>Why a typed text is not taken as a date, in the language of the request.</summary>
    public static string Message(ThaiDateParse read) => read.Error switch
    {
        ThaiDateError.Empty => UiSetup.Say("กรอกวันที่ เช่น 21/11/2569", "Enter a date such as 21/11/2569 (Buddhist Era)."),
        ThaiDateError.ChristianYear => UiSetup.Say(
            $"ปีนี้เป็น ค.ศ. ให้พิมพ์เป็น พ.ศ. คือ {(read.Hint is { } hint ? ThaiDate.Numeric(hint) : "")}",
            $"This is a C.E. year; type the Buddhist Era, that is {(read.Hint is { } same ? ThaiDate.Numeric(same) : "")}."),
        ThaiDateError.NoSuchDay => UiSetup.Say("ไม่มีวันนี้ในปฏิทิน", "There is no such day."),
        ThaiDateError.OutOfRange => UiSetup.Say("ปีต้องอยู่ระหว่าง 2484 ถึง 2700", "The year must be 2484 to 2700."),
        _ => UiSetup.Say("อ่านวันที่ไม่ออก พิมพ์แบบ 21/11/2569", "This is not a date; type it like 21/11/2569."),
    };
}

public sealed class ThaiDateBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new ThaiDateBinder() : null;
}
