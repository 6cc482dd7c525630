using Microsoft.Extensions.Logging;

namespace BackOffice.Tests.Simulation;

/// <summary>The last mistake of ours that was logged, so that a failing seed says what it was.</summary>
sealed class Spoken : ILoggerProvider, ILogger
{
    public string? Last { get; set; }
    public ILogger CreateLogger(string categoryName) => this;
    public void Dispose() { }
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel level) => level >= LogLevel.Error;
    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> text) { if (level >= LogLevel.Error) Last = $"{text(state, exception)} {exception}"; }
}
