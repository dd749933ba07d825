package npm

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// program is what the test binary does for the launcher: "exit 7 a b" prints its
// arguments and ends with status 7; "copy" copies its input; "wait" prints the signals that it gets until
// half a second has passed after the first, and ends with status 130; "die" ends
// by a signal.
func program(args []string) int {
	switch args[0] {
	case "exit":
		fmt.Println(strings.Join(args[2:], "|"))
		status, err := strconv.Atoi(args[1])
		if err != nil {
			return 99
		}
		return status
	case "copy":
		_, _ = io.Copy(os.Stdout, os.Stdin)
		fmt.Fprint(os.Stderr, "done")
		return 0
	case "wait":
		signals := make(chan os.Signal, 9)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
		fmt.Println("ready")
		fmt.Println("got", <-signals)
		for {
			select {
			case s := <-signals:
				fmt.Println("got", s)
			case <-time.After(500 * time.Millisecond):
				return 130
			}
		}
	case "die":
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		fmt.Println(err)
		select {}
	}
	return 98
}
