package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

func commands() []command {
	return []command{
		{"serve", "", "run the bot, the chat page and the desk (the default)", serve},
		{"chat", "[--json]", "talk to the bot here; from a pipe: one line in, its replies out", talk},
		{"match", "", "read lines from standard input, print what each means as JSON", match},
		{"kb", "check|graph|show|import|eval …", "work on the documents", knowledgeBase},
		{"tickets", "list|show N|export N [--format text|json|csv]", "tickets and transcripts", tickets},
		{"dead", "list|retry ID|drop ID", "quarantined messages", dead},
		{"zalo", "login [--no-pkce]", "print where to grant access to a Zalo Official Account", zaloCommand},
		{"doctor", "[--ready]", "check settings, platforms, store and tools", doctor},
		{"version", "", "print the version", version},
	}
}

func help(w io.Writer) {
	fmt.Fprintln(w, "usage: bot <command> [arguments]")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-46s %s\n", "bot "+strings.TrimSpace(c.name+" "+c.args), c.about)
	}
	fmt.Fprintln(w, "Settings come from the environment: see README.md.")
}

// flags parses args; positional arguments may stand before and after flags.
func flags(fs *flag.FlagSet, args []string) ([]string, error) {
	fs.SetOutput(io.Discard)
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, usage(err.Error())
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// oneLine puts joined errors on one line.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
