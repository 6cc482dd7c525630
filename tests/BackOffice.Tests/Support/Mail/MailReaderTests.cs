using System.Text;
using BackOffice.Support;

namespace BackOffice.Tests.Support;

public sealed class MailReaderTests
{
    static IncomingMail Read(string text, Encoding? encoding = null) =>
        MailReader.Read((encoding ?? Encoding.UTF8).GetBytes(text.ReplaceLineEndings("\r\n")), ["support@practice.example"]);

    [Theory]
    [InlineData("bounce.eml", MailClass.Bounce)]
    [InlineData("delivery-status.eml", MailClass.Bounce)]
    [InlineData("disposition-notification.eml", MailClass.AutoReply)]
    [InlineData("empty-multipart.eml", MailClass.Human)]
    [InlineData("issue358.eml", null)]
    [InlineData("japanese.eml", MailClass.Human)]
    [InlineData("missing-subtype.eml", MailClass.Human)]
    [InlineData("multipart-no-end-boundary.eml", MailClass.Human)]
    [InlineData("multipart-related-mhtml.eml", MailClass.Human)]
    [InlineData("related.eml", MailClass.Human)]
    public void A_real_mail_is_understood(string file, MailClass? expected)
    {
        var mail = MailReader.Read(SupportData.Bytes($"mail/{file}"), []);

        if (expected is { } kind) Assert.Equal(kind, mail.Class);
    }

    [Fact]
    public void Japanese_is_read_as_japanese()
    {
        var mail = MailReader.Read(SupportData.Bytes("mail/japanese.eml"), []);

        Assert.StartsWith("日本語メールテスト", mail.Subject);
        Assert.False(mail.CharsetGuessed);
    }

    [Fact]
    public void A_bounce_names_the_mail_that_failed() =>
        Assert.NotNull(MailReader.Read(SupportData.Bytes("mail/bounce.eml"), []).FailedMessageId);

    [Fact]
    public void Pictures_inside_a_mail_keep_their_ids()
    {
        var mail = MailReader.Read(SupportData.Bytes("mail/related.eml"), []);

        Assert.NotNull(mail.Html);
        Assert.Contains(mail.Parts, p => p.ContentId is not null && p.ContentType.StartsWith("image/"));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", MailClass.AutoReply)]
    [InlineData("Auto-Submitted: no", MailClass.Human)]
    [InlineData("Return-Path: <>", MailClass.AutoReply)]
    [InlineData("Precedence: bulk", MailClass.AutoReply)]
    [InlineData("List-Id: <news.example.org>", MailClass.AutoReply)]
    [InlineData("X-Auto-Response-Suppress: All", MailClass.AutoReply)]
    [InlineData("X-BackOffice-Ticket: 5", MailClass.Own)]
    [InlineData("X-Mailer: Something", MailClass.Human)]
    public void A_machine_is_known_by_its_header(string header, MailClass expected) =>
        Assert.Equal(expected, Read($"From: a@example.org\n{header}\nSubject: x\n\nText").Class);

    [Fact]
    public void Our_own_mail_and_a_mail_server_are_known_by_their_address()
    {
        Assert.Equal(MailClass.Own, Read("From: Support <support@practice.example>\nSubject: x\n\nText").Class);
        Assert.Equal(MailClass.Bounce, Read("From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered\n\nText").Class);
    }

    [Fact]
    public void A_mail_without_anything_but_a_subject_is_still_a_mail()
    {
        var mail = Read("Subject: only this\n\n");

        Assert.Equal(("only this", "", "", null), (mail.Subject, mail.FromAddress, mail.Text, mail.MessageId));
        Assert.Null(mail.SentAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is not a mail at all, just words\nand more words")]
    public void What_is_no_mail_says_so(string text) => Assert.Throws<MailReader.NoMail>(() => Read(text));

    [Fact]
    public void A_missing_or_wrong_charset_is_guessed_and_marked()
    {
        var missing = Read("From: a@example.org\nSubject: x\nContent-Type: text/plain\n\nGrüße", Encoding.UTF8);
        var wrong = Read("From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=nonsense-8\n\nGrüße", Encoding.Latin1);
        var ascii = Read("From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=us-ascii\n\nGrüße", Encoding.UTF8);

        Assert.All([missing, wrong, ascii], mail => Assert.Equal(("Grüße", true), (mail.Text, mail.CharsetGuessed)));
    }

    [Fact]
    public void Names_and_subjects_lose_their_tricks()
    {
        var mail = Read("From: \"evil\u202Egnp.exe\" <a@example.org>\nSubject: a\u200Bb\nContent-Type: application/x; name=\"../../etc/passwd\"\n\nx");

        Assert.DoesNotContain('\u202E', mail.FromName);
        Assert.Equal("passwd", Assert.Single(mail.Parts).Name);
    }

    [Fact]
    public void References_are_found_in_what_people_write()
    {
        var found = References.In("Where is O-48213? Invoice INV-04096, old order 536365, ticket [T-17]. Not PO-48213, nor 12345678.");

        Assert.Equal(
            [(ReferenceKind.Order, "O-48213"), (ReferenceKind.Invoice, "INV-04096"), (ReferenceKind.External, "536365"), (ReferenceKind.Ticket, "T-17")],
            found.Select(r => (r.Kind, r.Number)));
    }
}

public sealed class MailFilesTests
{
    [Fact]
    public void The_mbox_gives_each_message_once_and_each_is_a_mail()
    {
        var found = MailFiles.In(SupportData.Path("mail/content-length.mbox")).ToArray();

        Assert.True(found.Length is > 10 and <= 29, $"{found.Length} messages");
        Assert.All(found, one => Assert.NotNull(MailReader.Read(one.Raw!, [])));
        Assert.Equal(found.Length, found.Select(one => MailFiles.ContentHash(one.Raw!)).Distinct().Count());
    }

    [Fact]
    public void A_folder_gives_its_mails_in_order() =>
        Assert.Equal(10, MailFiles.In(SupportData.Path("mail")).Count(m => m.Where.EndsWith(".eml", StringComparison.Ordinal) && m.Raw is not null));

    [Fact]
    public void A_missing_file_is_told_not_thrown() => Assert.NotNull(Assert.Single(MailFiles.In(SupportData.Path("mail/nothing.eml"))).Trouble);

    [Fact]
    public void The_way_a_mail_took_does_not_make_it_another()
    {
        static byte[] Mail(string text) => Encoding.UTF8.GetBytes(text);
        var one = MailFiles.ContentHash(Mail("Received: from a\r\n\tby b\r\nSubject: x\r\n\r\nText\r\n"));

        Assert.Equal(one, MailFiles.ContentHash(Mail("Return-Path: <a@b>\nReceived: from c\nSubject: x\n\nText\n")));
        Assert.NotEqual(one, MailFiles.ContentHash(Mail("Subject: x\n\nOther text\n")));
    }
}
