package chat

// What a turn of the dialog came to: dialog.Outcome.Kind, for records and
// figures.
const (
	TurnAck       = "ack"         // an acknowledgement was heard
	TurnAnswer    = "answer"      // a question was answered from the documents
	TurnAsk       = "ask"         // which of a few topics?
	TurnBack      = "back"        // an earlier screen
	TurnBadRef    = "bad_call_id" // what looks like a call ID is none
	TurnBot       = "bot"         // who answers here
	TurnBye       = "bye"         // a farewell
	TurnRef       = "call_id"     // a call ID was taken or asked for
	TurnCalm      = "calm"        // anger was met
	TurnCancel    = "cancel"      // a person is no longer wanted
	TurnCauses    = "causes"      // which cause of the error?
	TurnClosed    = "closed"      // closed after silence
	TurnComment   = "comment"     // a free word about the help
	TurnDenied    = "denied"      // it is not this, says the user
	TurnEmpty     = "empty"       // a line without words
	TurnErase     = "erase"       // everything is to be deleted, or the user is asked whether it is
	TurnExplain   = "explain"     // the step in other words
	TurnFact      = "fact"        // what stands in for a call ID was asked for
	TurnForward   = "forward"     // a text for an admin was given
	TurnGreet     = "greet"       // the first screen
	TurnHandoff   = "handoff"     // a person was called
	TurnHelp      = "help"        // what can be typed
	TurnHold      = "hold"        // the user needs time
	TurnHow       = "how"         // where or how a step is done
	TurnLanguage  = "language"    // the language to go on in was chosen
	TurnMaybe     = "maybe"       // is it this topic?
	TurnMenu      = "menu"        // the list of topics
	TurnMiss      = "miss"        // nothing was made of it
	TurnMore      = "more"        // another way of the same step
	TurnNoted     = "noted"       // added to the ticket
	TurnNudge     = "nudge"       // a reminder after silence
	TurnOffer     = "offer"       // a person was offered
	TurnOutside   = "outside"     // a subject no document covers
	TurnPassedOn  = "passed_on"   // a question was left to the person who will come
	TurnRate      = "rate"        // a rating was taken or declined
	TurnRelapse   = "relapse"     // what was solved came back
	TurnRepeat    = "repeat"      // the screen once more
	TurnRestart   = "restart"     // from the start
	TurnResult    = "result"      // did it help?
	TurnResume    = "resume"      // an interrupted walk goes on
	TurnRole      = "role"        // is the user an admin?
	TurnSeen      = "seen"        // was the picture read right?
	TurnSigns     = "signs"       // a sticker, or signs that say nothing
	TurnSolved    = "solved"      // the error is gone
	TurnStale     = "stale"       // a button of an earlier screen
	TurnStep      = "step"        // an instruction
	TurnStop      = "stop"        // the user broke off
	TurnTerm      = "term"        // a word was explained
	TurnThanks    = "thanks"      // thanks were heard
	TurnTold      = "told"        // what the user says is taken already
	TurnTopic     = "topic"       // a topic was opened
	TurnUncovered = "uncovered"   // a code no document covers
	TurnUnseen    = "unseen"      // a picture nothing was read in
	TurnVoice     = "voice"       // a voice note nobody can hear
	TurnWait      = "wait"        // a timer runs
	TurnWaitOver  = "wait_over"   // it is over
	TurnWaiting   = "waiting"     // a person was asked for again
	TurnWaitDone  = "waiting_solved"
	TurnWhere     = "where" // where a call ID is found
	TurnWho       = "who"   // who may do a step
	TurnWhy       = "why"   // why the error happens
)
