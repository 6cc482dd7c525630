using System.Globalization;
using BackOffice.Kernel;
using BackOffice.Ui;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace BackOffice.Tests;

public sealed class PartsTests : BunitContext
{
    [Fact]
    public void A_stage_bar_shows_only_the_stages_that_hold_something_and_the_furthest_first()
    {
        var bar = Render<StageBar>(p => p.Add(x => x.Allocated, 24).Add(x => x.Shipped, 12).Add(x => x.Short, 6));

        Assert.Equal(["s4", "s1", "sx"], bar.FindAll("i").Select(i => i.ClassName));
        Assert.Equal("--n:12", bar.Find("i.s4").GetAttribute("style"));
    }

    [Fact]
    public void An_instant_is_written_for_the_browser_and_says_nothing_itself()
    {
        var when = Render<When>(p => p.Add(x => x.At, new DateTime(2026, 11, 24, 14, 31, 0, DateTimeKind.Utc)).Add(x => x.As, "left"));

        var time = when.Find("time");
        Assert.Equal("2026-11-24T14:31:00.000Z", time.GetAttribute("datetime"));
        Assert.Equal("left", time.GetAttribute("data-as"));
        Assert.Equal("", time.TextContent);
    }

    [Fact]
    public void A_day_has_no_hour()
    {
        var time = Render<When>(p => p.Add(x => x.On, new DateOnly(2026, 12, 3))).Find("time");

        Assert.Equal(("2026-12-03", "day"), (time.GetAttribute("datetime"), time.GetAttribute("data-as")));
    }

    [Fact]
    public void What_is_not_known_is_a_dash_not_zero()
    {
        Assert.Equal("–", Render<When>().Find("span").TextContent);
        Assert.Equal("–", Render<Amount>().Find("span").TextContent);
    }

    [Theory, InlineData("en-GB", false, "−£55.08"), InlineData("en-GB", true, "−55.08"), InlineData("es-ES", true, "−55,08")]
    public void Money_follows_the_language_and_has_a_true_minus(string culture, bool bare, string shown)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(shown, Render<Amount>(p => p.Add(x => x.Of, new Money(-5508, "GBP")).Add(x => x.Bare, bare)).Find("span").TextContent);
        }
        finally { CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public void Money_is_written_in_the_readers_language_whatever_thread_renders_it()
    {
        var page = Render<CascadingValue<Texts>>(p => p.Add(x => x.Value, Texts.Spanish).AddChildContent<Amount>(a => a.Add(x => x.Of, new Money(-5508, "GBP")).Add(x => x.Bare, true)));
        Assert.Equal("−55,08", page.Find("span").TextContent);
    }

    [Fact]
    public void A_face_has_initials_and_always_the_same_colour()
    {
        var first = Render<Face>(p => p.Add(x => x.Name, "Ana Ruiz")).Find("i");
        var again = Render<Face>(p => p.Add(x => x.Name, "Ana Ruiz").Add(x => x.State, "edit")).Find("i");

        Assert.Equal("AR", first.TextContent);
        Assert.Equal(first.GetAttribute("style"), again.GetAttribute("style"));
        Assert.Contains("edit", again.ClassName);
    }

    [Fact]
    public void Of_five_people_three_have_a_face()
    {
        var faces = Render<Faces>(p => p.Add(x => x.Of, ["Ana Ruiz", "Joe Barlow", "Sam Whitlock", "Noor Haddad", "Priya Nair"]));

        Assert.Equal(3, faces.FindAll(".face").Count);
        Assert.Equal("+2", faces.Find("small").TextContent);
        Assert.Contains("Priya Nair", faces.Find("small").GetAttribute("title"));
    }

    [Fact]
    public void A_sparkline_keeps_inside_its_box_and_ends_in_its_dot()
    {
        var line = Render<Sparkline>(p => p.Add(x => x.Values, [1m, 5m, 3m]).Add(x => x.Label, "Lines an hour"));

        Assert.Equal("M1 24 58.5 4 116 14", line.Find("path").GetAttribute("d"));
        Assert.Equal("116", line.Find("circle").GetAttribute("cx"));
    }

    [Fact]
    public void A_flat_sparkline_does_not_divide_by_nothing() =>
        Assert.Contains("14", Render<Sparkline>(p => p.Add(x => x.Values, [2m, 2m]).Add(x => x.Label, "")).Find("path").GetAttribute("d"));

    [Fact]
    public void An_ageing_bar_shares_the_width_by_amount()
    {
        var bar = Render<AgeingBar>(p => p.Add(x => x.Of, [("not due", 75m), ("1 to 30", 25m), ("over 90", 0m)]));

        Assert.Equal(2, bar.FindAll(".age i").Count);
        Assert.StartsWith("flex:750", bar.FindAll(".age i")[0].GetAttribute("style"));
        Assert.Contains("25 %", bar.FindAll("li")[1].TextContent);
    }

    [Theory, InlineData(-18, "late"), InlineData(9, "thin"), InlineData(44, "good")]
    public void Slack_is_late_thin_or_good(int minutes, string kind) =>
        Assert.Equal(kind, Render<Slack>(p => p.Add(x => x.Minutes, minutes)).Find("i").ClassName);

    [Fact]
    public void Two_whys_on_a_page_open_their_own_popover()
    {
        var one = Render<Why>(p => p.Add(x => x.Text, "214").Add(x => x.Title, "Available")).Find("button").GetAttribute("popovertarget");
        var other = Render<Why>(p => p.Add(x => x.Text, "3").Add(x => x.Title, "Reserved"));

        Assert.NotEqual(one, other.Find("button").GetAttribute("popovertarget"));
        Assert.Equal(other.Find("button").GetAttribute("popovertarget"), other.Find("[popover]").Id);
    }

    [Fact]
    public void An_error_takes_the_place_of_the_help()
    {
        var field = Render<Field>(p => p.Add(x => x.Label, "Tracking").Add(x => x.For, "t").Add(x => x.Help, "6 to 40 signs").Add(x => x.Error, "Too short"));

        Assert.Equal("Too short", field.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("6 to 40", field.Markup);
        Assert.Equal("t", field.Find("label").GetAttribute("for"));
    }

    [Fact]
    public void The_open_tab_says_so_without_colour()
    {
        var tabs = Render<Tabs>(p => p.Add(x => x.Of, [new Tab("All", "?", IsOn: true, Count: 1200), new Tab("Mine", "?mine=1")]));

        Assert.Equal("page", tabs.Find("a").GetAttribute("aria-current"));
        Assert.Null(tabs.FindAll("a")[1].GetAttribute("aria-current"));
    }
}
