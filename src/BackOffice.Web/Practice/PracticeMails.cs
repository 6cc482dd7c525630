namespace BackOffice.Web;

/// <summary>What customers of the practice company write; the order's number goes into the hole.</summary>
static class PracticeMails
{
    public sealed record Letter(string Subject, string Text);

    public static IReadOnlyList<Letter> All { get; } =
    [
        new("Where is my order {0}?", "Hello,\n\nI ordered a while ago ({0}) and have heard nothing since. The shop opens its Christmas window on Saturday. Could you tell me where the parcel is?\n\nMany thanks"),
        new("Broken on arrival: {0}", "Good morning,\n\ntwo of the glass pieces of {0} came broken, the box was crushed on one side. I can send pictures. Please send two new ones, or give me the money back for them.\n\nKind regards"),
        new("Wrong item in {0}", "Hi,\n\nyour packing slip for {0} lists the rustic heart decoration, but there is a set of cake tins in the box. What shall I do with them?\n\nBest wishes"),
        new("Can I still change {0}?", "Hello, please make it twelve instead of six of the first item of {0} if it has not gone yet. Otherwise leave it as it is. Thank you!"),
        new("Invoice for {0}", "Dear all,\n\nour bookkeeper cannot find the invoice for {0}. Could you send it once more, to this address?\n\nThank you"),
        new("We paid {0} twice", "Hello,\n\nby mistake our bank sent the amount for {0} twice. Please send one back or keep it for our next order, whichever is easier for you.\n\nRegards"),
        new("Cancel {0} please", "I ordered by mistake, please cancel {0}. Sorry for the trouble."),
        new("Do you deliver on Saturdays?", "Hello, a short question before I order: do you deliver on Saturdays, and what does it cost? Thanks"),
        new("Thank you!", "Just to say that everything of {0} arrived in perfect order, beautifully packed. Thank you."),
        new("¿Dónde está mi pedido {0}?", "Buenos días:\n\nTodavía no he recibido el pedido {0} y lo necesito para el viernes. ¿Pueden decirme cuándo llega?\n\nUn saludo"),
        new("Still waiting for an answer about {0}", "I wrote on Monday about {0} and nobody answered. This is the second time. If I hear nothing today I will buy elsewhere."),
        new("One piece missing in {0}", "Hello, the box of {0} was taped twice and one of the hand warmers is missing, although the slip says six. Could you look into it?"),
    ];
}
