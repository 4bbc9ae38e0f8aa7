using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Rules;

/// <summary>A rule that counts as verified only once a person of the office has compared it with its source.</summary>
public abstract class VerifiedRecord : OfficeRecord
{
    public Guid? VerifiedBy { get; private set; }

    public DateOnly? VerifiedOn { get; private set; }

    public bool IsVerified => VerifiedOn is not null;

    /// <param name="person">Who compared it with its source.</param>
    /// <exception cref="RuleBroken">Nobody of this office: an administrator of the installation can not answer for its rules.</exception>
    public void Verify(Guid? person, DateOnly on)
    {
        VerifiedBy = person ?? throw new RuleBroken(
            "ผู้ยืนยันการตรวจสอบต้องเป็นบุคลากรของสำนักงาน", "Only a person of the office can confirm that this was verified.");
        VerifiedOn = on;
    }

    /// <summary>What was changed is to be verified anew.</summary>
    protected void TakeBackVerification()
    {
        VerifiedBy = null;
        VerifiedOn = null;
    }
}
