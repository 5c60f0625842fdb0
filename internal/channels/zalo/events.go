package zalo

// eventKind says what an event is to us.
type eventKind int

const (
	ignored   eventKind = iota // nothing to do, on purpose
	said                       // the user sent a message
	entered                    // the user followed, or opened the chat
	left                       // the user unfollowed
	submitted                  // the user gave name and phone number
	received                   // the user's phone has a message of ours
	seen                       // the user saw messages of ours
	echoed                     // the account sent a message: we did, or staff in Zalo's own app
)

// events are all the names Zalo is known to send to an account's webhook, and
// a few that other programs expect. A name that is not here is counted and
// ignored, too.
var events = map[string]eventKind{
	"user_send_text":          said,
	"user_send_image":         said,
	"user_send_link":          said,
	"user_send_audio":         said,
	"user_send_video":         said,
	"user_send_gif":           said, // rare: a GIF may also come as an image
	"user_send_sticker":       said,
	"user_send_location":      said,
	"user_send_business_card": said,
	"user_send_file":          said,

	"follow":               entered,
	"user_click_chatnow":   entered,
	"unfollow":             left,
	"user_submit_info":     submitted,
	"update_user_info":     ignored, // the profile is read when it is needed
	"add_user_to_tag":      ignored, // tags of Zalo's own desk
	"remove_user_from_tag": ignored,
	"remove_tag":           ignored,
	"user_withdraw":        ignored,

	// Receipts: the account is the sender here, the user the recipient.
	"user_received_message": received,
	"user_seen_message":     seen,
	"user_reacted_message":  ignored,
	"oa_reacted_message":    ignored,

	"oa_send_text":     echoed,
	"oa_send_image":    echoed,
	"oa_send_gif":      echoed,
	"oa_send_list":     echoed,
	"oa_send_file":     echoed,
	"oa_send_sticker":  echoed,
	"oa_send_msg":      echoed,
	"oa_send_link":     echoed,
	"oa_send_video":    echoed,
	"oa_send_carousel": echoed,
	"oa_send_action":   ignored, // "typing" and the like
	"oa_send_template": ignored, // notifications by template: no conversation
	"oa_send_consent":  ignored,

	// Visitors without an account can't be answered: the only API for it was
	// shut down with MessageV2.
	"anonymous_send_text":    ignored,
	"anonymous_send_image":   ignored,
	"anonymous_send_file":    ignored,
	"anonymous_send_sticker": ignored,
	"oa_send_anonymous_text": ignored,

	// Groups: support is one to one, and an answer in a group would show one
	// customer's trouble to the others.
	"user_send_group_text":          ignored,
	"user_send_group_image":         ignored,
	"user_send_group_link":          ignored,
	"user_send_group_audio":         ignored,
	"user_send_group_video":         ignored,
	"user_send_group_business_card": ignored,
	"user_send_group_sticker":       ignored,
	"user_send_group_gif":           ignored,
	"user_send_group_file":          ignored,
	"user_send_group_location":      ignored,
	"oa_send_group_text":            ignored,
	"oa_send_group_image":           ignored,
	"oa_send_group_link":            ignored,
	"oa_send_group_audio":           ignored,
	"oa_send_group_video":           ignored,
	"oa_send_group_business_card":   ignored,
	"oa_send_group_sticker":         ignored,
	"oa_send_group_gif":             ignored,
	"oa_send_group_file":            ignored,
	"create_group":                  ignored,
	"user_join_group":               ignored,
	"user_request_join_group":       ignored,
	"user_out_group":                ignored,

	// Calls, consent, templates, widget: not part of a chat.
	"user_call_oa":                           ignored,
	"user_reply_consent":                     ignored,
	"user_feedback":                          ignored,
	"user_click_response_button":             ignored,
	"change_template_status":                 ignored,
	"change_template_quality":                ignored,
	"change_oa_daily_quota":                  ignored,
	"event_journey_acknowledged":             ignored,
	"event_journey_time_out":                 ignored,
	"widget_interaction_accepted":            ignored,
	"widget_failed_to_sync_user_external_id": ignored,
	"extension_purchased":                    ignored,

	// Not sent by Zalo: a press arrives as user_send_text.
	"user_click_button":   ignored,
	"user_click_link":     ignored,
	"user_clicked_button": ignored,
}
