package desk

import (
	"hotro/internal/chat"
	"hotro/internal/record"
)

// EchoStaff is the id under which answers typed in a platform's own app are
// held: the platform does not say who typed them.
func EchoStaff(channel string) string { return channel + ":app" }

// Echo records an answer that staff typed in the platform's own app. It
// silences the bot like any answer by a person, and claims a waiting ticket;
// after some quiet the conversation is released.
func (l *Lifecycle) Echo(r *record.Record, in chat.Incoming) {
	name := in.User.Name
	if name == "" {
		name = l.say.T("desk.app_staff")
	}
	who := Staff{ID: EchoStaff(in.From.Channel), Name: name}
	r.Conv.Echo = r.Now
	seq := r.Add(chat.Line{
		At: in.At, By: chat.ByStaff, Name: name, Via: in.From.Channel, Text: in.Text, Files: in.Files, Message: in.Message,
	})
	if in.Message != "" {
		r.Ref("user", in.Message, seq)
	}
	if t := r.Conv.Ticket; t.Open() {
		if t.State == chat.Waiting {
			l.assign(r, who)
		}
		r.Log(who.ID, who.Name, EvEcho, num(seq))
		markAnswered(r)
	} else if r.Conv.Holder.Kind != chat.HeldByStaff {
		r.Hold(who.holder())
	}
	if r.Conv.Holder.Staff == who.ID {
		r.Wake(TimerEcho, r.Now.Add(l.quiet), 0)
	}
}

// echoExpired releases a conversation held from the platform's own app: to the
// queue when the user is still waiting for an answer, else to the bot.
func (l *Lifecycle) echoExpired(r *record.Record) {
	held := r.Conv.Holder
	if held.Kind != chat.HeldByStaff || held.Staff != EchoStaff(r.Conv.Address.Channel) {
		return
	}
	if left := r.Conv.Echo.Add(l.quiet); left.After(r.Now) {
		r.Wake(TimerEcho, left, 0)
		return
	}
	switch t := r.Conv.Ticket; {
	case !t.Open():
		r.Hold(chat.Holder{Kind: chat.HeldByBot})
	case t.UserAt.After(t.StaffAt):
		r.Log(byBot, "", EvReleased, "")
		l.enqueue(r, EvReleased)
	default:
		r.Log(byBot, "", EvReturned, "")
		end(r, chat.Returned, "")
	}
}
