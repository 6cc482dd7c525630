using MudBlazor;

namespace BackOffice.Ui;

/// <summary>
/// MudBlazor in the portal's clothes: colours from tokens.css, type and shapes of the mockups, no ripple, no elevation on paper.
/// app.css then points Mud's colours at the live tokens, so light and dark follow the page without asking the server.
/// </summary>
public static class PortalTheme
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = Dress(new PaletteLight(), Tokens.Of("light")),
        PaletteDark = Dress(new PaletteDark(), Tokens.Of("dark")),
        Typography = new Typography
        {
            Default = Type<DefaultTypography>("13px", "20px", "430"),
            Body1 = Type<Body1Typography>("14px", "22px", "430"),
            Body2 = Type<Body2Typography>("13px", "20px", "430"),
            Button = Type<ButtonTypography>("13px", "20px", "530"),
            Caption = Type<CaptionTypography>("12px", "16px", "430"),
            Overline = Type<OverlineTypography>("12px", "16px", "530"),
            H1 = Type<H1Typography>("28px", "34px", "620"),
            H4 = Type<H4Typography>("20px", "28px", "620"),
            H5 = Type<H5Typography>("16px", "24px", "620"),
            H6 = Type<H6Typography>("14px", "22px", "620"),
            Subtitle2 = Type<Subtitle2Typography>("13px", "20px", "620"),
        },
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            AppbarHeight = "48px",
            DrawerWidthLeft = "212px",
            DrawerWidthRight = "340px",
            DrawerMiniWidthLeft = "60px",
        },
        Shadows = new Shadow { Elevation = [.. Enumerable.Range(0, 26).Select(Shade)] },
    };

    static T Type<T>(string size, string line, string weight) where T : BaseTypography, new() => new()
    {
        FontFamily = ["Inter Variable", "Inter", "system-ui", "Segoe UI", "Roboto", "sans-serif"],
        FontSize = size,
        LineHeight = line,
        FontWeight = weight,
        LetterSpacing = "-.003em",
        TextTransform = "none",
    };

    static string Shade(int elevation) => elevation switch { < 8 => "none", < 16 => "var(--shadow-pop)", _ => "var(--shadow-dialog)" };

    static T Dress<T>(T palette, IReadOnlyDictionary<string, string> token) where T : Palette
    {
        (palette.Primary, palette.PrimaryContrastText) = (token["accent"], token["on-accent"]);
        (palette.PrimaryDarken, palette.PrimaryLighten) = (token["accent-hover"], token["accent-line"]);
        (palette.Success, palette.SuccessDarken, palette.SuccessLighten) = (token["ok"], token["ok-text"], token["ok-soft"]);
        (palette.Warning, palette.WarningDarken, palette.WarningLighten) = (token["warn"], token["warn-text"], token["warn-soft"]);
        (palette.Error, palette.ErrorDarken, palette.ErrorLighten) = (token["bad"], token["bad-text"], token["bad-soft"]);
        (palette.Info, palette.InfoDarken, palette.InfoLighten) = (token["info"], token["info-text"], token["info-soft"]);
        (palette.Background, palette.BackgroundGray, palette.Surface) = (token["canvas"], token["surface-3"], token["surface"]);
        (palette.DrawerBackground, palette.DrawerText, palette.DrawerIcon) = (token["canvas"], token["text-2"], token["text-3"]);
        (palette.AppbarBackground, palette.AppbarText) = (token["canvas"], token["text"]);
        (palette.TextPrimary, palette.TextSecondary, palette.TextDisabled) = (token["text"], token["text-2"], token["text-3"]);
        (palette.ActionDefault, palette.ActionDisabled) = (token["text-2"], token["text-3"]);
        (palette.LinesDefault, palette.TableLines, palette.Divider, palette.DividerLight) = (token["line"], token["line"], token["line"], token["line"]);
        palette.LinesInputs = token["control"];
        (palette.TableHover, palette.TableStriped, palette.Skeleton) = (token["hover"], token["surface"], token["surface-3"]);
        (palette.RippleOpacity, palette.HoverOpacity, palette.BorderOpacity) = (0, .04, 1);
        return palette;
    }
}
