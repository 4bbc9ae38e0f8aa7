using Rapfang.Platform;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Files;

public static class FilesModule
{
    public const string Read = StoredFile.ReadOffice;

    /// <summary>Brings files, and deletes one's own.</summary>
    public const string Bring = "files.bring";

    /// <summary>Deletes what others brought.</summary>
    public const string Clear = "files.clear";

    public static void AddFiles(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(
            Bring, Role.Director, Role.DeputyDirector, Role.GroupHead, Role.Officer, Role.QualityCoordinator, Role.RecordsOfficer, Role.OfficeAdministrator);
        setup.Services.AddScoped<RecordFiles>();
        setup.Permissions.Add(Clear, Role.QualityCoordinator, Role.RecordsOfficer, Role.OfficeAdministrator);
        setup.Menu.Add(new("Files", "/files", "folder2-open", Read, 75));
    }
}
