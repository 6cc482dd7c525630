global using BackOffice.Fulfillment;
global using BackOffice.Kernel;
