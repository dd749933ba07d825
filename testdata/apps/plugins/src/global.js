var counter = 7
