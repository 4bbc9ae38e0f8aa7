using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>The editions of the public manual, and the records that they are put together from.</summary>
public sealed class PublicManuals(RapfangDb db, CurrentOffice current, ServiceRegister services, MissionYears years, TimeProvider clock)
{
    // The promise of the guideline's preface (seed S2-111), for the office to change.
    const string Promise =
        "คู่มือการให้บริการประชาชนฉบับนี้ จัดทำขึ้นเพื่อให้ผู้รับบริการทราบว่า งานบริการแต่ละเรื่องเริ่มต้นที่ใด มีขั้นตอนอย่างไร ต้องใช้เอกสารหลักฐานใดบ้าง ใช้เวลาเท่าใด สิ้นสุดที่ใด และเจ้าหน้าที่ผู้ใดเป็นผู้รับผิดชอบ\n"
        + "สำนักงานหวังเป็นอย่างยิ่งว่า คู่มือฉบับนี้จะช่วยให้ผู้รับบริการเตรียมเอกสารได้ครบถ้วน ได้รับบริการที่สะดวก รวดเร็ว โปร่งใส และเป็นธรรม หากมีข้อเสนอแนะ สำนักงานยินดีรับฟังและนำไปปรับปรุงต่อไป";

    /// <summary>All editions, the latest first.</summary>
    public Task<List<PublicManualEdition>> AllAsync() => db.Set<PublicManualEdition>().OrderByDescending(edition => edition.Number).ToListAsync();

    /// <summary>The edition that everybody reads; null before the first.</summary>
    public Task<PublicManualEdition?> InForceAsync() =>
        db.Set<PublicManualEdition>().AsNoTracking().Where(edition => edition.State == EditionState.Published).OrderByDescending(edition => edition.Number).FirstOrDefaultAsync();

    /// <summary>The first edition, to be added, with the promise of the guideline and the missions of the office where it has written some.</summary>
    public async Task<PublicManualEdition> FirstAsync(Guid? by)
    {
        var missions = (await years.LastAsync(FiscalYear.Of(clock.Today()).Year))?.Agency.Select(mission => mission.Text) ?? [];
        return PublicManualEdition.First(new(Promise, "", "", "", string.Join('\n', missions), ""), by, clock.Today());
    }

    /// <summary>The records of today.</summary>
    public async Task<ManualFacts> FactsAsync()
    {
        var today = clock.Today();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var groups = (await db.Set<Group>().AsNoTracking().ToListAsync()).Where(group => group.IsInForce(today)).OrderBy(group => group.Kind).ThenBy(group => group.FromDate).ToList();
        var names = groups.ToDictionary(group => group.Id, group => group.Name);
        var people = (await db.Set<Person>().AsNoTracking().Include(person => person.Roles).ToListAsync()).Where(person => person.IsInForce(today));
        var told = people.OrderBy(person => Rank(person, today)).ThenBy(person => groups.FindIndex(group => group.Id == person.GroupId)).ThenBy(person => person.GivenName, ThaiText.Comparer)
            .Select(person => (Person: person, Told: new ManualPerson(person.FullName, person.Position, names.GetValueOrDefault(person.GroupId ?? Guid.Empty, "")))).ToList();
        var head = told.Find(one => Rank(one.Person, today) == 0).Told;
        var open = (await services.PublicAsync()).Select(one => new ManualService(one.Service.Id, one.Edition.Number, names.GetValueOrDefault(one.Edition.GroupId, "")));
        return new(office.Name, office.Address, office.Phones, office.Email, office.Website, head, [.. groups.Select(group => group.Name)], [.. told.Select(one => one.Told)], [.. open]);
    }

    // The head first, then the deputies, then by groups.
    static int Rank(Person person, DateOnly today) => person.Roles.Where(role => role.IsInForce(today)).Select(role => role.Role switch
    {
        Role.Director => 0,
        Role.DeputyDirector => 1,
        Role.GroupHead => 2,
        _ => 3,
    }).DefaultIfEmpty(3).Min();
}
