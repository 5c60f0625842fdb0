package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/internal/stringee"
	"hotro/internal/text"
)

// linkFlags are what "bot link" is asked for beside the code.
type linkFlags struct{ call, png, to string }

func newLink(e env) *cobra.Command {
	var f linkFlags
	cmd := &cobra.Command{
		Use: "link CODE", Short: "Print links and a QR code that open the help for an error",
		Long: `Print the links by which users get to the help for an error on every platform
that is set up, and one of them as a QR code: for a page, a mail, or a wall. On
Zalo, whose links carry nothing into a chat, it says what to write there.`,
		Example: "  bot link FROM_NUMBER_NOT_FOUND\n  bot link FROM_NUMBER_NOT_FOUND --call call-vn-1-7EOLB370OL-1751008322530\n  bot link CALL_ENDS_IMMEDIATELY --to telegram --png wall.png",
		Args:    want(1, "want one code or topic, such as FROM_NUMBER_NOT_FOUND; bot kb show lists them"),
		RunE:    func(cmd *cobra.Command, args []string) error { return link(cmd.Context(), e, args[0], f) },
	}
	cmd.Flags().StringVar(&f.call, "call", "", "a call ID that is known then")
	cmd.Flags().StringVar(&f.png, "png", "", "write the QR code to this file, as a picture for print")
	cmd.Flags().StringVar(&f.to, "to", chat.Web, "the platform whose link is the QR code")
	return cmd
}

func link(ctx context.Context, e env, code string, f linkFlags) error {
	g, _, err := guide(e, nil)
	if err != nil {
		return err
	}
	if code, err = known(g, code); err != nil {
		return err
	}
	if f.call != "" {
		id, ok := stringee.ParseCallID(f.call)
		if !ok {
			return usage(fmt.Sprintf("--call %s: not a call ID; want one such as call-vn-1-7EOLB370OL-1751008322530", f.call))
		}
		f.call = string(id)
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	log, err := obs.NewLog(e.err, cfg.LogFormat, "error")
	if err != nil {
		return err
	}
	ways, err := app.Ways(ctx, cfg, code, f.call, log)
	if err != nil {
		return err
	}
	if cfg.PublicURL == "" {
		fmt.Fprintln(e.err, "bot link: PUBLIC_URL is not set: the web link works on this machine only")
	}
	printWays(e, ways)
	return printQR(e, ways, f)
}

// known is a topic or a code as the documents write it. A wrong one would
// stand on the wall for long.
func known(g *kb.Guide, code string) (string, error) {
	var all []string
	for _, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for _, t := range list {
			all = append(append(all, t.ID), t.Codes...)
		}
	}
	for _, u := range g.Uncovered {
		all = append(all, u.Code)
	}
	hint := "bot kb show lists what they know"
	for _, c := range all {
		if strings.EqualFold(c, code) {
			return c, nil
		}
		if text.Distance(strings.ToUpper(code), strings.ToUpper(c)) <= len(c)/4 {
			hint = "did you mean " + c + "?"
		}
	}
	return "", usage(fmt.Sprintf("the documents know no %s; %s", code, hint))
}

func printWays(e env, ways []app.PlatformWay) {
	for _, w := range ways {
		fmt.Fprintf(e.out, "%-9s %s\n", w.Name, strings.TrimSpace(w.URL+"  "+write(w)))
		if w.Fault != nil {
			fmt.Fprintf(e.err, "bot link: %s: its address is not known: %v; bot doctor tells more\n", w.Name, w.Fault)
		}
	}
}

func write(w app.PlatformWay) string {
	if w.Write == "" {
		return ""
	}
	return "and write: " + w.Write
}

// printQR draws the code of one link in the terminal, or writes it as a
// picture.
func printQR(e env, ways []app.PlatformWay, f linkFlags) error {
	i := slices.IndexFunc(ways, func(w app.PlatformWay) bool { return w.Name == f.to && w.URL != "" })
	if i < 0 {
		return usage(fmt.Sprintf("--to %s: there is no link; the lines above name the platforms that have one", f.to))
	}
	q, err := newQR(ways[i].URL)
	if err != nil {
		return err
	}
	if f.png == "" {
		fmt.Fprintf(e.out, "\n%s\n%s\n", q.text(), ways[i].URL)
		return nil
	}
	b, err := q.png()
	if err != nil {
		return err
	}
	if err := os.WriteFile(f.png, b, 0o644); err != nil {
		return fmt.Errorf("--png: %w", err)
	}
	fmt.Fprintf(e.out, "\n%s: the QR code of %s\n", f.png, ways[i].URL)
	return nil
}
