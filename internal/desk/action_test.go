package desk_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

// needed are the kinds of words a row needs for where it is offered.
func needed(a desk.Action) []string {
	var kinds []string
	if a.In(desk.CardButton | desk.BarButton | desk.ReplyKind) {
		kinds = append(kinds, "label")
	}
	if a.In(desk.TopicCommand|desk.GeneralCommand) || a.Shortcut != "" {
		kinds = append(kinds, "help")
	}
	if a.In(desk.BarButton | desk.ReplyKind | desk.PageForm) {
		kinds = append(kinds, "done")
	}
	if a.In(desk.TopicCommand) && a.Needs != desk.Nothing {
		kinds = append(kinds, "usage")
	}
	if a.In(desk.BarButton) && a.Needs != desk.Nothing {
		kinds = append(kinds, "ask")
		switch {
		case a.Needs == desk.Colleague:
			kinds = append(kinds, "nobody")
		case len(a.Presets) > 0:
			kinds = append(kinds, "go", "other")
		default:
			kinds = append(kinds, "go")
		}
	}
	switch a.Name {
	case "tag":
		kinds = append(kinds, "all", "none") // its answers
	case "delete":
		kinds = append(kinds, "label") // beside the edit of a line
	case "erase":
		kinds = append(kinds, "preview", "label", "ask", "about", "go", "back", "wrong") // its answer, and its own page
	}
	return kinds
}

func TestEveryActionHasItsWordsAndEveryWordItsAction(t *testing.T) {
	var want []string
	for _, a := range desk.Actions() {
		for _, kind := range needed(a) {
			want = append(want, "desk.do."+a.Name+"."+kind)
		}
	}
	for _, lang := range []string{"vi", "en"} {
		say := prompts.Must(lang)
		for _, key := range want {
			if !say.Has(key) || say.T(key) == "" {
				t.Errorf("%s: %s is missing", lang, key)
			}
		}
		for _, key := range say.Keys() {
			if parts := strings.Split(key, "."); strings.HasPrefix(key, "desk.do.") && len(parts) == 4 && !slices.Contains(want, key) {
				t.Errorf("%s: %s is used by no action", lang, key)
			}
		}
	}
}

// TestNamesAndKeysLeadToOneAction: a name, an alias or a key that two rows
// answer to would do one thing here and another there.
func TestNamesAndKeysLeadToOneAction(t *testing.T) {
	names := map[string]string{}
	form := regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`) // what Telegram takes
	for _, a := range desk.Actions() {
		for _, n := range append([]string{a.Name}, a.Aliases...) {
			if other := names[n]; other != "" {
				t.Errorf("%q is %s and %s", n, other, a.Name)
			}
			if names[n] = a.Name; !form.MatchString(n) {
				t.Errorf("%q is not a command's name", n)
			}
			if found, ok := desk.ActionNamed(n); !ok || found.Name != a.Name {
				t.Errorf("%q leads to %q, want %s", n, found.Name, a.Name)
			}
		}
		if a.Under != "" {
			if _, ok := desk.ActionNamed(a.Under); !ok {
				t.Errorf("%s stands under %q, which is no action", a.Name, a.Under)
			}
		}
	}
	me := desk.Staff{ID: "web:lan", Role: desk.RoleLead}
	for _, state := range []string{chat.Waiting, chat.Claimed, chat.Returned, chat.Closed} {
		keys := map[string]string{}
		for _, a := range desk.Actions() {
			if !a.Fits(chat.Ticket{State: state}, me) || a.Shortcut == "" {
				continue
			}
			if other := keys[a.Shortcut]; other != "" {
				t.Errorf("%s ticket: key %s is %s and %s", state, a.Shortcut, other, a.Name)
			}
			keys[a.Shortcut] = a.Name
		}
	}
}

// TestCommandsThatAreNamedExist: help, hints and documents promise no command
// that is answered with silence.
func TestCommandsThatAreNamedExist(t *testing.T) {
	docs, err := os.ReadFile("../../docs/telegram.md")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile("(?:^|[\\s(`])/([a-z]+)\\b[^/]")
	check := func(where, text string) {
		for _, m := range command.FindAllStringSubmatch(text+" ", -1) {
			if a, ok := desk.ActionNamed(m[1]); !ok || !a.In(desk.TopicCommand|desk.GeneralCommand) {
				t.Errorf("%s names /%s, which is no command", where, m[1])
			}
		}
	}
	for _, lang := range []string{"vi", "en"} {
		say := prompts.Must(lang)
		for _, key := range say.Keys() {
			if strings.HasPrefix(key, "forum.") || strings.HasPrefix(key, "web.desk.") {
				check(key, say.T(key))
			}
		}
	}
	list, _, _ := strings.Cut(string(docs), "## Answers inside the webhook")
	for _, a := range desk.ActionsIn(desk.TopicCommand | desk.GeneralCommand) {
		if !strings.Contains(list, "/"+a.Name) {
			t.Errorf("docs/telegram.md does not name /%s", a.Name)
		}
	}
	for _, contract := range []string{"claim", "release", "close", "bot", "note", "call", "help"} {
		if a, _ := desk.ActionNamed(contract); !a.In(desk.TopicCommand) {
			t.Errorf("/%s is no command in a topic", contract)
		}
	}
}

func TestWhatIsOfferedFitsTheTicket(t *testing.T) {
	me := desk.Staff{ID: "web:lan"}
	for _, c := range []struct {
		ticket chat.Ticket
		want   string
	}{
		{chat.Ticket{State: chat.Waiting}, "claim transfer bot close"},
		{chat.Ticket{State: chat.Claimed, Holder: chat.Holder{Staff: "web:lan"}}, "transfer release bot close"},
		{chat.Ticket{State: chat.Claimed, Holder: chat.Holder{Staff: "web:minh"}}, "take transfer release bot close"},
		{chat.Ticket{State: chat.Closed}, "reopen"},
	} {
		var got []string
		for _, a := range desk.Offered(desk.BarButton, c.ticket, me) {
			got = append(got, a.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s by %q: got %v, want %s", c.ticket.State, c.ticket.Holder.Staff, got, c.want)
		}
	}
}

func TestActRefusesWhatMayNotOrCantBeDone(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		action desk.Action
		want   error
	}{
		{desk.Action{Name: "purge", Lead: true}, desk.ErrLeadOnly},
		{desk.Action{Name: "name", Needs: desk.Text}, desk.ErrArgument},
	} {
		if _, err := o.Act(t.Context(), c.action, desk.Request{Conv: hoa.String(), Who: lan, Arg: " "}); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.action.Name, err, c.want)
		}
	}
	priority, _ := desk.ActionNamed("priority")
	if _, err := o.Act(t.Context(), priority, desk.Request{Conv: hoa.String(), Who: lan, Arg: "gấp"}); !errors.Is(err, desk.ErrArgument) {
		t.Errorf("priority: got %v, want ErrArgument", err)
	}
}
