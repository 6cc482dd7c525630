using BackOffice.Web;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;

namespace BackOffice.Tests;

/// <summary>What is said to a browser is the same, however it is written.</summary>
public class LeanInteropTests
{
    enum Place { Here, There }

    sealed record Point(int X, string? Name);

    sealed class Line : JSRuntime
    {
        public string? Said { get; private set; }

        protected override void BeginInvokeJS(long taskId, string identifier, string? argsJson, JSCallResultType resultType, long targetInstanceId) => Said = argsJson;
        protected override void EndInvokeDotNet(DotNetInvocationInfo invocationInfo, in DotNetInvocationResult invocationResult) { }
    }

    [Fact]
    public void Arguments_are_written_as_the_framework_would()
    {
        // A reference belongs to the line that it was said on first: each line has its own.
        using DotNetObjectReference<object> one = DotNetObjectReference.Create(new object()), other = DotNetObjectReference.Create(new object());
        object?[][] All(object reference) =>
        [
            [], [null], ["a <b> \"ñ\" 😀", "", true, false, 0, -7, 9_007_199_254_740_991L, 2.5, 1.10m, 'x'],
            [Place.There, DayOfWeek.Friday, new Dictionary<string, int[]>(), new Dictionary<string, int[]> { ["one"] = [1, 2] }, new List<string>()],
            [new Point(3, null), new[] { new Point(1, "ä") }, new object?[] { 1, null, "in" }, reference, new DateTime(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc), Guid.Empty],
        ];
        foreach (var (forPlain, forLean) in All(one).Zip(All(other)))
        {
            var (plain, lean) = (new Line(), new Line());
            LeanInterop.Lean(lean);
            _ = plain.InvokeAsync<object>("say", forPlain).AsTask();
            _ = lean.InvokeAsync<object>("say", forLean).AsTask();
            Assert.Equal(plain.Said, lean.Said);
        }
    }
}
