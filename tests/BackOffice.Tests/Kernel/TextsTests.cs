using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Web;

namespace BackOffice.Tests;

public class TextsTests
{
    [Theory]
    [InlineData(typeof(OrdersPage), "Open", "Abrir")]
    [InlineData(typeof(InvoicesPage), "Open", "Pendiente")]
    [InlineData(typeof(QueuePage), "Open", "Abierta")]
    [InlineData(typeof(InvoicePage), "Take back", "Deshacer")]
    [InlineData(typeof(Portal), "Take back", "Retirar")]
    public void One_English_word_is_said_as_each_department_says_it(Type page, string english, string spanish)
    {
        foreach (var project in new[] { typeof(OrdersPage), typeof(InvoicesPage), typeof(QueuePage), typeof(Portal) }) Texts.Add(project.Assembly);

        Assert.Equal(spanish, Texts.Spanish.Of(page.Assembly)[english]);
        Assert.Equal(english, Texts.English.Of(page.Assembly)[english]);
    }

    [Fact]
    public void What_only_another_department_says_is_still_said()
    {
        foreach (var project in new[] { typeof(OrdersPage), typeof(QueuePage) }) Texts.Add(project.Assembly);

        Assert.Equal("Mías", Texts.Spanish.Of(typeof(OrdersPage).Assembly)["Mine"]);
    }
}
