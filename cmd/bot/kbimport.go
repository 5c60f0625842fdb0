package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"

	"github.com/spf13/cobra"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer"
	"hotro/prompts"
)

func newKBImport(e env) *cobra.Command {
	to := ""
	cmd := &cobra.Command{
		Use: "import FILE...", Short: "Turn help pages (HTML, Markdown, CSV, pasted text) into documents in our conventions",
		Long: `Turn help pages of any company into documents: problems with their codes, causes
and remedies. What was left out, inferred or lost is told, with what bot kb check
says of the result.

Exit codes: 0 documents were made, 1 a page was refused: less than half of it could
be understood. Nothing is written then.`,
		Example: "  bot kb import faq.html            print them\n  bot kb import faq.html -o drafts  write them; what exists is not replaced",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("want the files to import, and -o DIR to write to")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return kbImport(e, args, to) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "directory to write to; standard output when empty")
	return cmd
}

func kbImport(e env, names []string, to string) error {
	var set importer.Set
	var docs []importer.Document
	for _, name := range names {
		res, err := importFile(&set, name)
		tellImport(e, res.Findings)
		if err != nil {
			return err
		}
		docs = append(docs, res.Documents...)
	}
	for _, d := range docs {
		if err := writeDocument(e, to, d); err != nil {
			return err
		}
	}
	fsys := fstest.MapFS{}
	for _, d := range docs {
		fsys[d.Name] = &fstest.MapFile{Data: []byte(d.Text)}
	}
	_, findings, err := kb.Compile(fsys)
	tellImport(e, findings)
	return err
}

func importFile(set *importer.Set, name string) (importer.Result, error) {
	f, err := os.Open(name)
	if err != nil {
		return importer.Result{}, err
	}
	defer f.Close()
	return set.Import(f, filepath.Base(name))
}

// tellImport prints findings beside the documents, which go to standard output.
func tellImport(e env, findings finding.List) {
	words := prompts.Must("vi") // the language of the documents
	for _, f := range findings {
		fmt.Fprintln(e.err, f.In(words))
	}
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
