package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// Actions is the table of what staff can do, in the order in which it is
// offered.
func Actions() []Action {
	open, ended := []string{chat.Waiting, chat.Claimed}, []string{chat.Returned, chat.Closed}
	return []Action{
		{
			Name: "claim", Places: TopicCommand | CardButton | BarButton, States: []string{chat.Waiting},
			Icon: "check", Shortcut: "c", Primary: true, Reply: true, Row: 1,
			Do: plainly((*Desk).Claim),
		},
		{
			Name: "take", Aliases: []string{"takeover"}, Places: TopicCommand | BarButton, States: []string{chat.Claimed}, Others: true,
			Icon: "transfer", Reply: true,
			Do: func(ctx context.Context, d *Desk, q Request) (Answer, error) {
				return Answer{}, d.Transfer(ctx, q.Conv, q.Who, q.Who, q.ID)
			},
		},
		{
			Name: "transfer", Places: BarButton, States: open, Needs: Colleague, Form: []string{"to"},
			Icon: "transfer", Shortcut: "t",
			Do: func(ctx context.Context, d *Desk, q Request) (Answer, error) {
				return Answer{}, d.Transfer(ctx, q.Conv, q.Who, q.To, q.ID)
			},
		},
		{Name: "to", Places: TopicCommand, States: open, Needs: Text},
		{
			Name: "release", Places: TopicCommand | BarButton, States: []string{chat.Claimed},
			Icon: "release", Under: "transfer",
			Do: plainly((*Desk).Release),
		},
		{
			Name: "bot", Aliases: []string{"return"}, Places: TopicCommand | CardButton | BarButton, States: open,
			Needs: MayText, Form: []string{"note"}, Icon: "bot", Shortcut: "b", Row: 2,
			Do: withWords((*Desk).Return),
		},
		{
			Name: "close", Places: TopicCommand | CardButton | BarButton, States: open, Again: true, Needs: MayText, Form: []string{"reason", "other"},
			Presets: closings(), Icon: "done", Shortcut: "e", Row: 2,
			Do: withWords((*Desk).Close),
		},
		{Name: "spam", Places: TopicCommand, States: open, Do: plainly((*Desk).Spam)},
		{Name: "ban", Places: TopicCommand, Needs: MayText, Do: withWords((*Desk).Ban)},
		{Name: "unban", Places: TopicCommand, Do: plainly((*Desk).Unban)},
		{
			Name: "reopen", Places: TopicCommand | CardButton | BarButton, States: ended,
			Icon: "restart", Shortcut: "c", Reply: true, Row: 1,
			Do: plainly((*Desk).Resume),
		},
		{
			Name: "undo", Places: TopicCommand | CardButton | PageForm, States: []string{chat.Closed}, Undoes: true, Row: 1,
			Do: plainly((*Desk).Undo),
		},
		{
			Name: "resend", Places: TopicCommand | CardButton | BarButton, States: open, Unsent: true,
			Icon: "reply", Reply: true, Row: 4,
			Do: plainly((*Desk).Resend),
		},
		{Name: "say", Places: ReplyKind, Icon: "reply", Shortcut: "r"},
		{Name: "note", Places: TopicCommand | ReplyKind, Needs: Text, Icon: "note", Shortcut: "n"},
		{Name: "call", Places: TopicCommand, Needs: Text},
		{Name: "canned", Places: TopicCommand | CardButton, States: open, Row: 3},
		{Name: "edit", Places: PageForm, Needs: LineText, Form: []string{"text"}, Do: editLine},
		{Name: "delete", Places: TopicCommand | PageForm, Needs: Line, Icon: "release", Do: retractLine},
		{Name: "tags", Places: PageForm, Needs: MayText, Form: []string{"tags"}, Do: replaceTags},
		{Name: "tag", Places: TopicCommand, Needs: MayText, Do: changeTags},
		{Name: "priority", Places: TopicCommand | PageForm, Needs: Text, Form: []string{"priority"}, Do: prioritise},
		{Name: "erase", Lead: true, Places: TopicCommand | PageForm, Needs: MayText, Form: []string{"number"}, Icon: "shield", Do: erase},
		{Name: "desk", Places: TopicCommand | GeneralCommand},
		{Name: "queue", Places: TopicCommand | GeneralCommand, Needs: MayText},
		{Name: "help", Places: TopicCommand | GeneralCommand},
	}
}

// plainly is an action that needs nothing.
func plainly(do func(d *Desk, ctx context.Context, conv string, who Staff, id string) error) func(context.Context, *Desk, Request) (Answer, error) {
	return func(ctx context.Context, d *Desk, q Request) (Answer, error) {
		return Answer{}, do(d, ctx, q.Conv, q.Who, q.ID)
	}
}

// withWords is an action that takes words.
func withWords(do func(d *Desk, ctx context.Context, conv string, who Staff, words, id string) error) func(context.Context, *Desk, Request) (Answer, error) {
	return func(ctx context.Context, d *Desk, q Request) (Answer, error) {
		return Answer{}, do(d, ctx, q.Conv, q.Who, q.Arg, q.ID)
	}
}

func editLine(ctx context.Context, d *Desk, q Request) (Answer, error) {
	words, isNote := strings.CutPrefix(q.Arg, NotePrefix)
	w := StaffMessage{ID: q.ID}
	if w.Reply.Text, w.Reply.Spans = chat.Typed(strings.TrimSpace(words)); isNote {
		return Answer{}, d.TurnIntoNote(ctx, q.Conv, q.Who, q.Line, w)
	}
	return Answer{}, d.Correct(ctx, q.Conv, q.Who, q.Line, w)
}

func retractLine(ctx context.Context, d *Desk, q Request) (Answer, error) {
	return Answer{}, d.Retract(ctx, q.Conv, q.Who, q.Line, q.ID)
}

func prioritise(ctx context.Context, d *Desk, q Request) (Answer, error) {
	n, err := strconv.Atoi(q.Arg)
	if err != nil {
		n = slices.IndexFunc(strings.Split(d.Format.say.T("desk.priority_names"), "; "), func(name string) bool {
			return text.Fold(name) == text.Fold(strings.TrimSpace(q.Arg))
		})
	}
	if n < 0 || n > 2 {
		return Answer{}, ErrArgument
	}
	return Answer{}, d.SetPriority(ctx, q.Conv, q.Who, n, q.ID)
}

func replaceTags(ctx context.Context, d *Desk, q Request) (Answer, error) {
	return Answer{}, d.Tag(ctx, q.Conv, q.Who, tagList(q.Arg), q.ID)
}

// changeTags answers with the tags the ticket then has.
func changeTags(ctx context.Context, d *Desk, q Request) (Answer, error) {
	tags, err := d.ChangeTags(ctx, q.Conv, q.Who, tagList(q.Arg), q.ID)
	if err != nil || len(tags) == 0 {
		return Answer{Key: "desk.do.tag.none"}, err
	}
	return Answer{Key: "desk.do.tag.all", Pairs: []string{"tags", strings.Join(tags, ", ")}}, nil
}

// Tags are short words; there are few of them.
const (
	maxTag  = 40
	maxTags = 10
)

// tagList reads tags that are parted by commas or line ends.
func tagList(s string) []string {
	var tags []string
	for _, tag := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' || r == '\r' }) {
		tag = text.Head(text.OneLine(tag), maxTag)
		if tag != "" && len(tags) < maxTags {
			tags = append(tags, tag)
		}
	}
	return tags
}
