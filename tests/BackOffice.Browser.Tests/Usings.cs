global using System.Text;
global using static Microsoft.Playwright.Assertions;
