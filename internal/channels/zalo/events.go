package zalo

import "strings"

// eventKind says what an event is to us.
type eventKind int

const (
	unknown   eventKind = iota // a name that nobody knows, about nobody
	ignored                    // nothing to do, on purpose
	said                       // the user sent a message
	entered                    // the user followed, or opened the chat
	left                       // the user unfollowed
	rated                      // the user rated a template of the account's, in words perhaps
	submitted                  // the user gave name and phone number
	withdrew                   // the user demands that their data be deleted
	received                   // the user's phone has a message of ours
	seen                       // the user saw messages of ours
	echoed                     // the account sent a message: we did, another program, or staff in Zalo's own app
	revoked                    // the account took its permission away
)

// events are the names that mean something else than their form says, and
// those that are no part of a chat. What kind an event is, event.kind tells: a
// name that is missing here never keeps a user from being heard.
func events() map[string]eventKind {
	table := map[string]eventKind{
		"follow":             entered,
		"user_click_chatnow": entered,
		"unfollow":           left,
		"user_submit_info":   submitted,
		"user_withdraw":      withdrew,
		"user_feedback":      rated,
		"permission_revoked": revoked,

		// Receipts: the account is the sender here, the user the recipient.
		"user_received_message": received,
		"user_seen_message":     seen,
	}
	for _, name := range strings.Fields(quiet) {
		table[name] = ignored
	}
	return table
}

// quiet are the events that are no part of a chat.
const quiet = `
	user_reacted_message anonymous_reacted_message oa_reacted_message
	update_user_info add_user_to_tag remove_user_from_tag remove_tag
	oa_send_action oa_send_template oa_send_consent
	user_call_oa oa_call_user user_reply_consent
	change_template_status change_template_quality change_template_quota change_oa_daily_quota change_oa_template_tags
	event_journey_acknowledged event_journey_time_out shop_has_order extension_purchased
	widget_interaction_accepted widget_failed_to_sync_user_external_id
	create_group delete_group disperse_group update_group_info add_group_admin remove_group_admin
	user_join_group user_out_group user_leave_group user_request_join_group
	accept_request_join_group reject_request_join_group
	react_request_join_group react_request_join_group_accept react_request_join_group_reject
	user_click_button user_click_link user_clicked_button`

// kind says what an event is to us: by its name where that is known, else by
// its form. Whoever sends a message is heard, whatever the event is called.
//
// Groups are ignored: support is one to one, and an answer in a group would
// show one customer's trouble to the others.
func (e event) kind(table map[string]eventKind) eventKind {
	what, known := table[e.Name]
	switch {
	case known:
		return what
	case e.group():
		return ignored
	case strings.HasPrefix(e.Name, "oa_"):
		if e.Message.ID == "" && e.Message.empty() {
			return unknown
		}
		return echoed
	case e.user() != "" && (e.speaks() || !e.Message.empty()):
		return said
	}
	return unknown
}

// speaks reports whether an event is called a message of a user's, whatever it
// holds.
func (e event) speaks() bool {
	return strings.HasPrefix(e.Name, "user_send_") || strings.HasPrefix(e.Name, "anonymous_send_")
}

// group reports whether an event belongs to a group chat.
func (e event) group() bool { return strings.Contains(e.Name, "_group") }

// anonymous reports whether the user is a visitor without a Zalo account.
func (e event) anonymous() bool {
	return strings.HasPrefix(e.Name, "anonymous_") || strings.HasPrefix(e.Name, "oa_send_anonymous_")
}

// button reports whether an event is the press of a quick reply below one of
// the account's templates; its words are message.data.
func (e event) button() bool { return e.Name == "user_click_response_button" }
