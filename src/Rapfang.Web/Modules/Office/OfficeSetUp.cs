using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Office;

/// <summary>Opens an office of the installation, with the groups that its kind usually has the lists it begins with and the national defaults of its rules.</summary>
public sealed partial class OfficeSetUp(
    RapfangDb db, CurrentOffice current, OfficeDirectory directory, RuleDefaults rules, InstallationEvents events, TimeProvider clock)
{
    /// <summary>Opens an office and makes it the current one.</summary>
    /// <exception cref="RuleBroken">Its word for addresses is taken, reserved or not a word for addresses.</exception>
    public async Task<Office> OpenAsync(string slug, OfficeKind kind, string name)
    {
        slug = slug.Trim().ToLowerInvariant();
        if (!Slug().IsMatch(slug))
        {
            throw new RuleBroken(
                "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง 2 ถึง 40 ตัว", "Use 2 to 40 small Latin letters, digits and hyphens.", "Input.Slug");
        }

        if (Office.ReservedSlugs.Contains(slug) || await db.Set<Office>().AnyAsync(office => office.Slug == slug))
        {
            throw new RuleBroken("คำนี้มีผู้ใช้แล้ว เลือกคำอื่น", "This word is taken; choose another.", "Input.Slug");
        }

        var opened = new Office { Slug = slug, Kind = kind, Name = name.Trim(), CreatedAt = clock.GetUtcNow() };
        db.Add(opened);
        await db.SaveChangesAsync();
        current.Set(new OfficeProfile(opened.Id, opened.Slug, opened.Name, opened.NameEn, opened.ThaiDigits, HasLogo: false));
        foreach (var (groupKind, groupName) in Group.Usual(kind))
        {
            var group = Group.SetUp(kind, groupKind, groupName, clock.Today());
            db.Add(group);
            db.Tell("group.set-up", group);
        }

        foreach (var channel in Channel.Usual(clock.Today()))
        {
            db.Add(channel);
            db.Tell("channel.added", channel);
        }

        foreach (var type in VoiceType.Usual(clock.Today()))
        {
            db.Add(type);
            db.Tell("voice-type.added", type);
        }

        RuleDefaults.Take(db, await rules.MissingAsync(db), _ => true);
        await db.SaveChangesAsync();
        await events.TellAsync(db, "office.opened", slug, opened.Name);
        directory.Forget();
        return opened;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Slug();
}
