using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Tests.Accounting;

public class MatchingTests
{
    [Theory]
    [InlineData("Payment for O-48213 thanks", 48213)]
    [InlineData("ORDER O- 48213", 48213)]
    public void Order_numbers_are_found(string text, long order) => Assert.Equal([order], References.In(text).Orders);

    [Theory]
    [InlineData("inv-2026-00012")]
    [InlineData("INV 2026 00012")]
    [InlineData("YOUR INV2026-00012/NOV")]
    public void Invoice_numbers_are_found_however_they_are_written(string text) => Assert.Equal(["INV-2026-00012"], References.In(text).Invoices);

    [Fact]
    public void What_only_looks_like_a_number_of_ours_is_none()
    {
        var found = References.In("ZINV-2026-00012 XO-5 INV-26-1");
        Assert.Empty(found.Invoices);
        Assert.Empty(found.Orders);
    }

    [Fact]
    public void Numbers_of_shops_are_words_with_a_digit() => Assert.Equal(["536365", "HL-90217"], References.In("order 536365 and HL-90217 please").Words);

    [Fact]
    public void A_reference_and_its_exact_amount_are_certain() => Assert.True(Matching.Decide(2000, [Claim("INV-1", 1, 2000)]).IsCertain);

    [Fact]
    public void Several_references_that_add_up_are_certain() => Assert.True(Matching.Decide(3500, [Claim("INV-1", 1, 2000), Claim("INV-2", 1, 1500)]).IsCertain);

    [Fact]
    public void An_order_may_be_paid_as_far_as_it_is_invoiced_or_whole()
    {
        Claim[] order = [new("O-1", new(1), new OrderId(1), null, 2000, 5000)];
        Assert.True(Matching.Decide(2000, order).IsCertain);
        Assert.True(Matching.Decide(5000, order).IsCertain);
        Assert.False(Matching.Decide(3000, order).IsCertain);
    }

    [Theory]
    [InlineData(1999)]
    [InlineData(2001)]
    public void A_penny_more_or_less_is_not_certain(long minor) => Assert.False(Matching.Decide(minor, [Claim("INV-1", 1, 2000)]).IsCertain);

    [Fact]
    public void Nothing_is_certain_without_a_reference_or_across_customers()
    {
        Assert.False(Matching.Decide(2000, []).IsCertain);
        Assert.False(Matching.Decide(3500, [Claim("INV-1", 1, 2000), Claim("INV-2", 2, 1500)]).IsCertain);
    }

    private static Claim Claim(string reference, long customer, long open) => new(reference, new(customer), new(customer), new InvoiceId(1), open, open);
}
