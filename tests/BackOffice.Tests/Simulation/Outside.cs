using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using MimeKit;

namespace BackOffice.Tests.Simulation;

/// <summary>Everything outside the house: it refuses, is silent or loses its answer as the luck of the moment has it.</summary>
sealed class Outside : HttpMessageHandler, ICarrier, IOutgoingMail, IInvoicePost
{
    public Luck? Luck { get; set; }
    /// <summary>What really left, by the id that makes twice once.</summary>
    public HashSet<string> Left { get; } = [];

    public string Name => "Carrier";

    public Task<BoughtLabel> Buy(LabelWanted wanted, string idempotencyKey)
    {
        Mood();
        if (Luck?.OneIn(8) is true) throw new CarrierRefused("We do not know this address.");
        Done(idempotencyKey);
        return Task.FromResult(new BoughtLabel(Name, "parcel", $"TRACK{wanted.Shipment.Value:D8}"));
    }

    public Task Send(MimeMessage message, CancellationToken stop = default)
    {
        Mood();
        Done(message.MessageId ?? "");
        return Task.CompletedTask;
    }

    public Task Send(InvoiceMail mail, CancellationToken stop = default)
    {
        Mood();
        Done(mail.Id);
        return Task.CompletedTask;
    }

    /// <summary>A program that is told by a webhook.</summary>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        if (Luck?.OneIn(5) is true) throw new HttpRequestException("The outside does not answer.");
        if (Luck?.OneIn(6) is true) return Task.FromResult(new HttpResponseMessage(Luck.OneIn(8) ? System.Net.HttpStatusCode.Gone : System.Net.HttpStatusCode.InternalServerError));
        Left.Add(Told(request.RequestUri!.AbsoluteUri, request.Headers.GetValues("webhook-id").Single()));
        if (Luck?.OneIn(10) is true) throw new HttpRequestException("It arrived, but its answer was lost.");
        return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
    }

    public static string Told(string url, string id) => $"{url} {id}";

    void Mood()
    {
        if (Luck?.OneIn(5) is true) throw new IOException("The outside does not answer.");
        if (Luck?.OneIn(10) is true) throw new UnknownOutcome("Nobody knows whether it arrived.");
    }

    void Done(string id)
    {
        Left.Add(id);
        if (Luck?.OneIn(10) is true) throw new IOException("It arrived, but its answer was lost.");
    }
}
