System.Console.WriteLine("rapfang");
