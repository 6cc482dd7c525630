global using BackOffice.Fulfillment;
global using BackOffice.Kernel;
global using BackOffice.Ui;
global using Microsoft.EntityFrameworkCore;
