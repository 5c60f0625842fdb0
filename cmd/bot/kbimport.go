package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hotro/internal/kb/importer"
	"hotro/prompts"
)

func newKBImport(e env) *cobra.Command {
	to := ""
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Turn pasted text, GitBook or HTML into documents in our conventions",
		Example: "  bot kb import faq.html            print them\n  bot kb import faq.html -o drafts  write them; what exists is not replaced",
		Args:    want(1, "want the file to import, and -o DIR to write to"),
		RunE:    func(_ *cobra.Command, args []string) error { return kbImport(e, args[0], to) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "directory to write to; standard output when empty")
	return cmd
}

func kbImport(e env, name, to string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	res, err := importer.Import(f, filepath.Base(name))
	if err != nil {
		return err
	}
	for _, m := range res.Documents {
		if err := writeDocument(e, to, m); err != nil {
			return err
		}
	}
	words := prompts.Must("vi") // the language of the documents
	for _, f := range res.Findings {
		fmt.Fprintln(e.err, f.In(words))
	}
	return nil
}

// writeDocument never replaces a document that exists.
func writeDocument(e env, dir string, d importer.Document) error {
	if dir == "" {
		_, err := e.out.Write([]byte(d.Text))
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.Base(d.Name))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists; remove it or name another directory with -o", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(d.Text); err != nil {
		return errors.Join(err, f.Close())
	}
	fmt.Fprintln(e.out, name)
	return f.Close()
}
