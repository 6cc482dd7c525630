using BackOffice.Kernel;

namespace BackOffice.Bench;

/// <summary>Brings the page to compare with into the measured portal.</summary>
sealed class BenchDepartment : Department
{
    public override string Name => "Bench";
}
