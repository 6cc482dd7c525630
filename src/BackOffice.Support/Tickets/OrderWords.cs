namespace BackOffice.Support;

/// <summary>How support shows an order's stage.</summary>
static class OrderWords
{
    public static string Icon(OrderStage stage) => stage switch
    {
        OrderStage.ToPick or OrderStage.ToPack => "box",
        OrderStage.ToDispatch or OrderStage.Shipped => "truck",
        _ => "orders",
    };
}
