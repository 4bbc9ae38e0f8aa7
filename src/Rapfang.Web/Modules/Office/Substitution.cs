using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Office;

/// <summary>Somebody does the work of an absent colleague for some days (ปฏิบัติงานแทน), with the rights that the colleague holds by themselves.</summary>
public sealed class Substitution : OfficeRecord
{
    Substitution()
    {
    }

    public Guid PersonId { get; private set; }

    public Guid SubstituteId { get; private set; }

    public string OrderNumber { get; private set; } = "";

    public DateOnly FromDate { get; private set; }

    public DateOnly UntilDate { get; private set; }

    public override Guid WholeId => PersonId;

    /// <param name="others">What is set for the absent person already: one acts for them at a time.</param>
    /// <exception cref="RuleBroken">The substitute can not act then, or somebody else does.</exception>
    public static Substitution Make(
        Person absent, Person substitute, DateOnly from, DateOnly until, string orderNumber, IEnumerable<Substitution> others)
    {
        if (until < from)
        {
            throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.", "NewSubstitute.Until");
        }

        if (substitute.Id == absent.Id)
        {
            throw new RuleBroken("เลือกผู้อื่นปฏิบัติงานแทน", "Choose somebody else to act.", "NewSubstitute.PersonId");
        }

        if (substitute.UserId is null || !substitute.IsInForce(from) || !substitute.IsInForce(until))
        {
            throw new RuleBroken(
                "ผู้ปฏิบัติงานแทนต้องมีบัญชีเข้าใช้ และอยู่ในสำนักงานตลอดช่วงนี้",
                "Who acts needs an account and must be in the office all these days.", "NewSubstitute.PersonId");
        }

        if (others.Any(other => other.PersonId == absent.Id && other.FromDate <= until && from <= other.UntilDate))
        {
            throw new RuleBroken("ช่วงนี้มีผู้ปฏิบัติงานแทนอยู่แล้ว", "Somebody acts on some of these days already.", "NewSubstitute.From");
        }

        return new Substitution
        {
            PersonId = absent.Id, SubstituteId = substitute.Id, FromDate = from, UntilDate = until, OrderNumber = orderNumber.Trim(),
        };
    }

    /// <summary>Whether the substitute acts for the absent person on that day; both ends count.</summary>
    public bool ActsFor(DateOnly date) => FromDate <= date && date <= UntilDate;

    /// <summary>The absent person is back: it ends with the day before. One that begins that day or later never was.</summary>
    /// <returns>False when nothing of it is left.</returns>
    public bool EndBefore(DateOnly date)
    {
        if (date <= FromDate)
        {
            return false;
        }

        UntilDate = date.AddDays(-1) < UntilDate ? date.AddDays(-1) : UntilDate;
        return true;
    }
}

sealed class SubstitutionConfiguration : IEntityTypeConfiguration<Substitution>
{
    public void Configure(EntityTypeBuilder<Substitution> entity) => entity.ToTable("substitutions");
}
