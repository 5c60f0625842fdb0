package forum

import (
	"errors"
	"strings"
)

// errStray: a message for a topic came out elsewhere.
var errStray = errors.New("sent outside its topic: message thread not found")

// kind says what a refusal by Telegram means for a topic.
type kind int

const (
	other       kind = iota
	unchanged        // it is already as asked for
	topicGone        // the topic was deleted
	topicClosed      // the topic is closed to the bot
	messageGone      // the message to change was deleted
)

// trouble reads the words of a refusal, as the Bot API server writes them and
// as the adapter names them.
func trouble(err error) kind {
	if err == nil {
		return other
	}
	words := strings.ToLower(err.Error())
	for _, k := range []struct {
		is    kind
		words []string
	}{
		{topicGone, []string{"message thread not found", "topic_deleted", "topic_id_invalid", "forum topic is gone"}},
		{topicClosed, []string{"topic_closed", "forum topic is closed"}},
		{unchanged, []string{"topic_not_modified", "message is not modified", "nothing to change"}},
		{messageGone, []string{"message to edit not found", "message can't be edited", "message to pin not found", "message_id_invalid", "message is gone"}},
	} {
		for _, w := range k.words {
			if strings.Contains(words, w) {
				return k.is
			}
		}
	}
	return other
}
