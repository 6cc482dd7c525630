using BackOffice.Accounting;

namespace BackOffice.Tests.Accounting;

public class AddressTests
{
    [Theory]
    [InlineData("12 High Street\nYork YO1 7HH", "Hannah Wren|12 High Street|York YO1 7HH|United Kingdom")]
    [InlineData("Hannah Wren\n12 High Street\nUnited Kingdom", "Hannah Wren|12 High Street|United Kingdom")]
    [InlineData("hannah wren\n 12 High Street \n\nunited kingdom", "Hannah Wren|12 High Street|United Kingdom")]
    [InlineData("", "Hannah Wren|United Kingdom")]
    public void Nobody_is_named_twice_on_an_invoice(string billTo, string lines) =>
        Assert.Equal(lines, string.Join('|', Invoice.AddressOf("Hannah Wren", billTo, "United Kingdom")));
}
