return await BackOffice.Web.CommandLine.Run(args);
