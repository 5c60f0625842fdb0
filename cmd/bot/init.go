package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"hotro/internal/company"
)

// newInit makes the folder of a new company.
func newInit(e env) *cobra.Command {
	return &cobra.Command{
		Use: "init DIR", Short: "Make the folder of a new company, which runs at once",
		Long: `Make the folder of a company of your own: company.toml, which says whose support
it is and what is asked for, and two documents. docs/company.md explains each line.`,
		Example: "  bot init cua-hang\n  KB_DIR=cua-hang bot chat\n  bot kb check cua-hang",
		Args:    want(1, "want one folder that is empty or new, such as cua-hang"),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := company.Init(args[0])
			if err != nil {
				return err
			}
			for _, name := range files {
				fmt.Fprintln(e.out, name)
			}
			fmt.Fprintf(e.out, "\nKB_DIR=%s bot chat    talks with it\nbot kb check %s       says what is missing\n", args[0], args[0])
			return nil
		},
	}
}
