using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Platform;

/// <summary>
/// A rule of the work does not allow this. Thrown by records; a page turns it into its own form again, with status 400,
/// the input kept and the field named.
/// </summary>
/// <param name="thai">What is wrong and what to do, in Thai.</param>
/// <param name="english">The same in English.</param>
/// <param name="field">The form field it is about; empty for the whole form.</param>
public sealed class RuleBroken(string thai, string english, string field = "") : Exception(english)
{
    public string Field { get; } = field;

    public string Thai => thai;

    /// <summary>The message in the language of this request.</summary>
    public string Text => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? Message : thai;
}

/// <summary>Shows a broken rule on the page that it happened on. Handlers load what the page shows before they act.</summary>
public sealed class RuleBrokenFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Exception is RuleBroken rule && executed.HandlerInstance is PageModel page)
        {
            page.ModelState.AddModelError(rule.Field, rule.Text);
            executed.ExceptionHandled = true;
            executed.Result = page.Invalid();
        }
    }
}

public static class PageModelExtensions
{
    /// <summary>The page again with status 400: what was typed is kept, what is wrong stands on top.</summary>
    public static PageResult Invalid(this PageModel page)
    {
        var result = page.Page();
        result.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }
}
