namespace BackOffice.Kernel;

/// <summary>A fact in the past tense, with ids. Its typed ids are its subjects: the history of each of them shows it.</summary>
public abstract record Event
{
    /// <summary>The fact as a line of a record's history; departments say it better than its name does.</summary>
    public virtual Words Says() => Texts.InWords(GetType().Name);
}

/// <summary>The name of an event in the log, for ever, and the number of its shape; fields are only added.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventAttribute(string name, int number) : Attribute
{
    public string Name { get; } = name;
    public int Number { get; } = number;
}

/// <summary>Declares an event that a command may raise, so that the walk of what follows is complete.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RaisesAttribute<TEvent> : Attribute where TEvent : Event;

/// <summary>The value of this property never stands in the log, only that it changed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;

/// <summary>As <see cref="PersonalAttribute"/>, for keys and passwords.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>A text without the usual bound of 400 signs.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LongTextAttribute : Attribute;
