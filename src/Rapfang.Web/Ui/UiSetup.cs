using Npgsql;
using Rapfang.Platform;

namespace Rapfang.Ui;

/// <summary>The key type of the interface's texts: English sentence in code, Thai in <c>Text.th.resx</c>.</summary>
public sealed class Text;

public static class UiSetup
{
    public static void AddUi(this IServiceCollection services)
    {
        services.AddScoped<Page>();
        services.AddScoped<Printing>();
        SharedPages.Add(services);
        services.AddRazorPages(options => options.RootDirectory = "/Modules")
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Text)))
            .AddMvcOptions(options =>
            {
                options.ModelMetadataDetailsProviders.Add(new LengthMessage());
                options.Filters.Add<RuleBrokenFilter>();
                options.Filters.Add<TooLargeFilter>(TooLargeFilter.BeforeTheTokenIsLookedFor);
                options.ModelBinderProviders.Insert(0, new ThaiDateBinderProvider());
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                var messages = options.ModelBindingMessageProvider;
                messages.SetValueMustBeANumberAccessor(_ => Say("กรอกเป็นตัวเลข", "Enter a number."));
                messages.SetAttemptedValueIsInvalidAccessor((_, _) => Say("ค่านี้ใช้ไม่ได้", "This value can not be used."));
                messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Say("ค่านี้ใช้ไม่ได้", "This value can not be used."));
                messages.SetValueIsInvalidAccessor(_ => Say("ค่านี้ใช้ไม่ได้", "This value can not be used."));
                messages.SetValueMustNotBeNullAccessor(_ => Say("กรอกช่องนี้", "Fill in this field."));
            });
        PropertiesByAttributes.Set(services);
    }

    /// <summary>A short message in the language of the request, for code that has no localizer at hand.</summary>
    public static string Say(string thai, string english) =>
        System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? english : thai;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (NpgsqlDataSource source, Preparation preparation) =>
        {
            if (preparation.IsGoingOn)
            {
                return Results.Text("preparing", statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            try
            {
                await using var command = source.CreateCommand("select 1");
                await command.ExecuteScalarAsync();
                return Results.Text("ok");
            }
            catch (NpgsqlException)
            {
                return Results.Text("database", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
    }
}

/// <summary>The limits of text fields answer in the language of the request.</summary>
sealed class LengthMessage : Microsoft.AspNetCore.Mvc.ModelBinding.Metadata.IValidationMetadataProvider
{
    public void CreateValidationMetadata(Microsoft.AspNetCore.Mvc.ModelBinding.Metadata.ValidationMetadataProviderContext context)
    {
        foreach (var length in context.ValidationMetadata.ValidatorMetadata.OfType<System.ComponentModel.DataAnnotations.StringLengthAttribute>())
        {
            length.ErrorMessage ??= "At most {1} characters.";
        }
    }
}
