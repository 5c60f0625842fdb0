package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/privacy"
)

const nameSomebody = "want whom: a conversation (telegram:7:1234), a channel and an id (telegram:1234), a ticket (#12) or a phone number"

// newPrivacy returns the commands on what is kept about people.
func newPrivacy(e env) *cobra.Command {
	yes, out := false, ""
	export := &cobra.Command{
		Use: "export USER", Short: "Write all that is kept about somebody into a ZIP archive: data.json, and the files",
		Example: "  bot privacy export telegram:771234567\n  bot privacy export '#12' -o lan.zip",
		Args:    want(1, nameSomebody),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withPeople(cmd.Context(), e, func(p app.People) error { return exportPerson(cmd.Context(), e, p, args[0], out) })
		},
	}
	export.Flags().StringVarP(&out, "output", "o", "", "the file to write; hotro-CONVERSATION.zip when not given")
	remove := &cobra.Command{
		Use: "delete USER", Short: "Delete all that is kept about somebody, for good; asks first",
		Long: `Delete the conversation with its transcript, tickets, files and dead letters, and
the topics of the staff group; say what was removed. It can't be undone. On a
terminal it asks first; elsewhere it wants --yes.`,
		Example: "  bot privacy delete '0987 654 321'\n  bot privacy delete telegram:7:771234567 --yes",
		Args:    want(1, nameSomebody),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes && !typed(e.in) {
				return usage("nobody can be asked here whether it is meant: add --yes")
			}
			return withPeople(cmd.Context(), e, func(p app.People) error { return deletePerson(cmd.Context(), e, p, args[0], yes) })
		},
	}
	remove.Flags().BoolVar(&yes, "yes", false, "do not ask")
	g := group("privacy", "Export or delete what is kept about somebody", export, remove)
	g.Long = `USER is the id of a conversation (telegram:7:1234), a channel and an id
(telegram:1234), the number of a ticket (#12), or a phone number as people write
it. The bot may run or not, with either store.`
	g.Example = "  bot privacy export telegram:771234567\n  bot privacy delete '0987 654 321'"
	return g
}

// withPeople opens the way to what is kept about people for do.
func withPeople(ctx context.Context, e env, do func(app.People) error) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	log, err := obs.NewLog(e.err, cfg.LogFormat, slog.LevelWarn.String())
	if err != nil {
		return err
	}
	return app.WithPeople(ctx, cfg, log, do)
}

// one finds the one conversation that is meant.
func one(ctx context.Context, p app.People, who string) (privacy.Person, error) {
	found, err := p.Find(ctx, who)
	if errors.Is(err, privacy.ErrNobody) {
		return privacy.Person{}, fmt.Errorf("nothing is kept about %s", who)
	}
	if err != nil {
		return privacy.Person{}, err
	}
	if len(found) == 1 && !found[0].Maybe {
		return found[0], nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s may be one of these; name the conversation that is meant, each by itself:", who)
	for _, one := range found {
		b.WriteString("\n" + about(one))
		if one.Maybe {
			b.WriteString("; they wrote the number, which may be somebody else's")
		}
	}
	return privacy.Person{}, errors.New(b.String())
}

// about tells one conversation from others.
func about(one privacy.Person) string {
	said := []string{one.Conv}
	if one.Name != "" {
		said = append(said, one.Name)
	}
	for _, n := range one.Tickets {
		said = append(said, fmt.Sprintf("#%d", n))
	}
	if !one.Last.IsZero() {
		said = append(said, "last wrote "+one.Last.Format(time.DateOnly))
	}
	return strings.Join(said, ", ")
}

func exportPerson(ctx context.Context, e env, p app.People, who, name string) (err error) {
	one, err := one(ctx, p, who)
	if err != nil {
		return err
	}
	if name == "" {
		name = "hotro-" + strings.NewReplacer(":", "-", "/", "-", "%", "-").Replace(one.Conv) + ".zip"
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(p.Export(ctx, one.Conv, f), f.Close()); err != nil {
		return fmt.Errorf("nothing was exported: %w", errors.Join(err, os.Remove(name)))
	}
	fmt.Fprintf(e.out, "%s: what is kept about %s\n", name, about(one))
	return nil
}

// forgetWithin bounds how long a deletion is waited for: the staff group may
// have to be asked slowly.
const forgetWithin = 5 * time.Minute

func deletePerson(ctx context.Context, e env, p app.People, who string, yes bool) error {
	one, err := one(ctx, p, who)
	if err != nil {
		return err
	}
	x, err := p.Preview(ctx, one.Conv)
	if err != nil {
		return err
	}
	if !yes && !confirmed(e, x) {
		return errors.New("nothing was deleted")
	}
	ctx, cancel := context.WithTimeout(ctx, forgetWithin)
	defer cancel()
	done, err := p.Forget(ctx, one.Conv, chat.Erasure{At: time.Now(), By: chat.ErasedByCommand})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "deleted: %d lines, %d files, %d tickets, %d topics of the staff group\n", done.Lines, done.Files, done.Tickets, done.Topics)
	if done.TopicsLeft > 0 {
		fmt.Fprintf(e.out, "left: %d topics of the staff group, which the bot may not delete: delete them by hand, and give it the right to\n", done.TopicsLeft)
	}
	return nil
}

// confirmed asks whether it is meant.
func confirmed(e env, x privacy.Extent) bool {
	fmt.Fprintf(e.out, "%s\n%d lines, %d files, %d tickets; %d messages that wait, %d dead letters; topics of the staff group\nAll of it will be deleted and can't be restored. Write yes: ",
		about(x.Person), x.Lines, x.Files, len(x.Tickets), x.Waiting, x.Dead)
	said, _ := bufio.NewReader(e.in).ReadString('\n') // who says nothing says no
	return strings.EqualFold(strings.TrimSpace(said), "yes")
}
