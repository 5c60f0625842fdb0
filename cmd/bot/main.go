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
	"syscall"
	_ "time/tzdata" // working hours are in a zone that a bare machine may not know
)

// env is what a command sees of the world.
type env struct {
	in       io.Reader
	out, err io.Writer
	environ  []string
}

// command is one sub-command. run gets its arguments without its name.
type command struct {
	name, args, about string
	run               func(ctx context.Context, e env, args []string) error
}

// usage is a mistake in how a command was called.
type usage string

func (u usage) Error() string { return string(u) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, env{os.Stdin, os.Stdout, os.Stderr, os.Environ()}, os.Args[1:]))
}

// run runs a command: 0 ok, 1 failed, 2 called wrongly.
func run(ctx context.Context, e env, args []string) int {
	name := "serve"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	for _, c := range commands() {
		if c.name != name {
			continue
		}
		err := c.run(ctx, e, args)
		if err == nil {
			return 0
		}
		fmt.Fprintf(e.err, "bot %s: %s\n", name, oneLine(err))
		if wrong := usage(""); errors.As(err, &wrong) {
			return 2
		}
		return 1
	}
	if name == "help" || name == "-h" || name == "--help" {
		help(e.out)
		return 0
	}
	fmt.Fprintf(e.err, "bot: unknown command %q; bot help lists them\n", name)
	return 2
}
