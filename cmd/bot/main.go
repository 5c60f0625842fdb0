// Command bot is hotro: the support assistant for users of Stringee's call
// centre. Without arguments it serves; "bot help" lists the rest.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // working hours are in a zone that a bare machine may not know
)

// env is what a command sees of the world.
type env struct {
	in       io.Reader
	out, err io.Writer
	environ  []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, env{os.Stdin, os.Stdout, os.Stderr, os.Environ()}, os.Args[1:]))
}

// Exit codes. A program that a signal ended exits with 128 and the signal's
// number, as shells count it.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// run runs a command and says on standard error what went wrong, a line for
// each fault.
func run(ctx context.Context, e env, args []string) int {
	root := newRoot(e)
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted // whoever pressed Ctrl-C knows
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(e.err, "%s: %s\n", cmd.CommandPath(), line)
	}
	if wrong := usage(""); errors.As(err, &wrong) {
		return exitUsage
	}
	return exitFailed
}
