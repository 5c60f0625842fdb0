package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hotro/internal/app"
	"hotro/internal/text"
)

// usage is a mistake in how a command was called.
type usage string

func (u usage) Error() string { return string(u) }

// newRoot returns the command tree. The root itself serves.
func newRoot(e env) *cobra.Command {
	serve, version, asked := newServe(e), newVersion(), false
	root := &cobra.Command{
		Use:   "bot",
		Short: "A support assistant made of a company's own documents",
		Long: `hotro answers a company's users on Telegram, Zalo and the web from its help
documents, and hands them to people. Without a command it serves, as "bot serve" does.

Settings come from the environment: bot help settings.
Exit codes: 0 ok, 1 failed, 2 called wrongly.`,
		Example: `  bot                                 the chat at http://127.0.0.1:8080/chat, the desk at /desk
  TELEGRAM_TOKEN=123456:AbC… bot      and on Telegram
  bot chat                            talk to it here
  bot doctor                          is everything set up?`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if asked {
				return version.RunE(cmd, args)
			}
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return serve.RunE(cmd, args)
		},
		SilenceErrors: true, SilenceUsage: true,
	}
	// Cobra's own flag would need a template, and those call methods by name: the
	// linker would have to keep every method of every type.
	root.Flags().BoolVarP(&asked, "version", "v", false, "version for bot")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(
		serve, newChat(e), newMatch(e), newKB(e), newInit(e), newTickets(e), newDead(e), newRedis(e), newBackup(e), newRestore(e), newPrivacy(e), newZalo(e), newLink(e), newReplay(e), newLoad(e), newDoctor(e), version, newSettingsHelp(),
	)
	root.SetHelpCommand(newHelp())
	return root
}

// group returns a command that only holds others.
func group(name, about string, subs ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{
		Use: name, Short: about, Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			var names []string
			for _, s := range subs {
				names = append(names, s.Name())
			}
			slices.Sort(names)
			return usage(fmt.Sprintf("want one of: %s; %s --help tells more", strings.Join(names, ", "), cmd.CommandPath()))
		},
	}
	g.AddCommand(subs...)
	return g
}

func unknownCommand(cmd *cobra.Command, word string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		return usage(fmt.Sprintf("unknown command %q; did you mean %s?", word, strings.Join(near, " or ")))
	}
	return usage(fmt.Sprintf("unknown command %q; %s --help lists them", word, cmd.CommandPath()))
}

// flagError adds to a mistake in the flags which one was meant.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usage(err.Error() + "; " + cmd.CommandPath() + " --help tells more")
	}
	word := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group != "" {
		word = group // -json, say, which is read as -j -s -o -n
	}
	near := ""
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if text.Distance(word, f.Name) <= len(f.Name)/3 {
			near = f.Name
		}
	})
	if near != "" {
		return usage(fmt.Sprintf("unknown flag --%s; did you mean --%s?", word, near))
	}
	return usage(fmt.Sprintf("unknown flag --%s; %s --help lists them", word, cmd.CommandPath()))
}

// want accepts exactly n arguments, or says what they are.
func want(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usage(what)
	}
}

// newHelp returns "bot help CMD", which shows what CMD --help does.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Explain a command, or the settings",
		Example: "  bot help kb import\n  bot help settings",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return usage(err.Error())
			}
			if len(rest) > 0 {
				return unknownCommand(about, rest[0])
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
	}
}

// newSettingsHelp returns the help topic on settings.
func newSettingsHelp() *cobra.Command {
	var b strings.Builder
	b.WriteString("Settings come from the environment. Each NAME may be given as NAME_FILE instead,\nthe file that holds its value. What they mean: README.md, \"Settings\".\n\n")
	for _, s := range app.Settings() {
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %-26s %s", s.Name, s.Default), " ") + "\n")
	}
	return &cobra.Command{Use: "settings", Short: "The settings and their defaults", Long: strings.TrimRight(b.String(), "\n")}
}
