using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Identity;

/// <summary>Seals the keys of cookies and forms before they are stored. Those stored in plain before there was sealing stay readable.</summary>
public sealed class CookieKeySealing(PersonalKeys keys) : IXmlEncryptor
{
    internal static readonly SealedPlace Place = new(0, "data_protection_keys.xml", Guid.Empty);

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", keys.Seal(Place, plaintextElement.ToString(SaveOptions.DisableFormatting)).Stored), typeof(CookieKeyOpening));
}

/// <summary>Opens what <see cref="CookieKeySealing"/> sealed; made by the framework, by the name that stands beside the sealed key.</summary>
public sealed class CookieKeyOpening(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<PersonalKeys>().Open(CookieKeySealing.Place, new Sealed(encryptedElement.Value)));
}
