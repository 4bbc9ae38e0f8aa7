using System.Text;
using QRCoder;

namespace Rapfang.Modules.Surveys;

public static class QrCode
{
    /// <summary>A QR code as SVG, black on white, with its quiet zone, sharp at any size; one path, so that no lines show between the squares.</summary>
    public static string Svg(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var size = data.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    var from = x;
                    while (x + 1 < size && data.ModuleMatrix[y][x + 1])
                    {
                        x++;
                    }

                    path.Append($"M{from} {y}h{x + 1 - from}v1h-{x + 1 - from}z");
                }
            }
        }

        return $"<svg viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"QR\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>";
    }
}
