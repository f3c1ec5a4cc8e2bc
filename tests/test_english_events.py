"""Which event English news reports, when and where: claims about its lead, in wording of our own."""

from datetime import date

import pytest
from test_english import DAY, offices, reading, roles

from kg.model import EventReport

NINGBO = (("Ningbo", "CN-ZJ"), ("NINGBO", "CN-ZJ"), ("Wuhan", "CN-HB"))


def event(text: str, title: str = "", published: date = DAY) -> EventReport:
    found = reading(text, title, published, NINGBO).event
    assert found is not None
    return found


def days(found: EventReport) -> tuple[date | None, date | None]:
    return found.start, found.end


def test_a_forum_with_a_clause_before_its_verb_was_held() -> None:
    found = event(
        "The Lantern Makers' Forum, featuring guilds from nine countries, was held on March 19 in Ningbo. Guests saw lanterns."
    )
    assert (found.type, *days(found), found.provinces) == ("conference", date(2024, 3, 19), date(2024, 3, 19), ("CN-ZJ",))


def test_a_forum_to_come_is_a_conference_of_the_days_announced() -> None:
    found = event("The Fifth Tea Forum will convene in Ningbo from March 25 to 27. It will bring together growers.")
    assert (found.type, *days(found)) == ("conference", date(2024, 3, 25), date(2024, 3, 27))


def test_what_somebody_says_of_a_gathering_is_not_the_gathering() -> None:
    found = event("The club's manager said on Monday that the winter games will be held as planned. She was sure.")
    assert found.type == "report"


def test_what_experts_think_of_a_meeting_is_a_report() -> None:
    found = event("The trip will help the region grow, analysts said. From March 12 to 14, Li Qiang attended a summit in Ningbo.")
    assert (found.type, found.start) == ("report", None)


def test_a_meeting_of_last_month_in_a_later_sentence_is_recalled() -> None:
    found = event("The port of Ningbo grows by the day. On January 16, the Political Bureau held a meeting on ports. Ships come.")
    assert found.type == "report"


def test_a_meeting_of_last_week_in_a_later_sentence_is_the_event() -> None:
    found = event("The port of Ningbo grows by the day. On March 18, the Political Bureau held a meeting on ports. Ships come.")
    assert (found.type, found.start) == ("meeting", date(2024, 3, 18))


def test_remarks_made_in_an_instruction_to_a_conference_are_an_instruction_without_a_day() -> None:
    text = (
        "BEIJING, March 20 (Xinhua) -- Xi Jinping has urged help for potters. Xi made the remarks in an instruction for a "
        "conference held in Wuhan Tuesday."
    )
    found = reading(text, "Xi urges help for potters", DAY, NINGBO)
    assert found.event is not None
    assert (found.event.type, found.event.start, found.event.provinces) == ("instruction", None, ())
    assert roles(found) == {("xi-jinping", "sent")}


def test_the_day_of_a_symposium_counts_though_something_else_was_recent() -> None:
    found = event("A league of kilns was founded recently during a symposium on clay, held from March 12 to 14 in Ningbo.")
    assert (found.type, *days(found)) == ("symposium", date(2024, 3, 12), date(2024, 3, 14))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The Kite Forum concluded in Ningbo on March 19 after three days of debate.", 17, 19),
        ("President Ana Sol's four-day visit to China beginning on Monday will help trade.", 18, 21),
    ],
)
def test_an_event_lasts_as_long_as_the_lead_says(text: str, first: int, last: int) -> None:
    assert days(event(text)) == (date(2024, 3, first), date(2024, 3, last))


def test_the_sentence_after_a_caption_and_a_dateline_tells_the_day() -> None:
    text = (
        "Skaters rest after a press conference in Oslo, Norway, March 18, 2024. (Xinhua/Lin Mu) OSLO, March 18 (Xinhua) -- Skater "
        "Ida Berg said here on Monday that the ice is fine. She told reporters at a press conference that races from May 3 to 8 "
        "are safe. She has skated since she was a child, and nobody in the country has won as many races as she has won."
    )
    assert days(event(text, "Skater sure of races", date(2024, 3, 21))) == (date(2024, 3, 18), date(2024, 3, 18))


def test_a_caption_without_a_verb_does_not_hide_the_news_before_it() -> None:
    text = (
        "A league of kilns was founded during a symposium held on March 12 in Ningbo. The Old Kiln Park in Ningbo. (Photo/Xinhua) "
        "The league's first joint exhibition opened too. "
        + "Its members promise to look after the kilns and to tell visitors of them in all the years that are to come. "
        * 3
    )
    assert event(text, "Kilns of the coast form a league").type == "symposium"


def test_a_meeting_over_a_distance_is_nowhere_though_a_later_sentence_says_so() -> None:
    text = (
        "NINGBO, March 20 (Xinhua) -- Port director Lu Wen said on Wednesday that ports should work together. Lu spoke at a virtual "
        "meeting of harbour masters."
    )
    assert event(text).provinces == ()


def test_a_ceremony_at_the_headquarters_in_a_city_took_place_there() -> None:
    found = event("At a handover ceremony held by the agency at its Wuhan headquarters on Tuesday, seeds went to growers.")
    assert (found.type, found.provinces) == ("ceremony", ("CN-HB",))


def test_who_resigns_or_is_fired_is_the_subject_and_not_who_fires() -> None:
    resigned = reading("OSLO -- Prime Minister Ida Berg announced her resignation on Monday. Berg succeeded Nils Dahl in 2020.")
    assert resigned.event is not None
    assert (resigned.event.type, resigned.event.start) == ("appointment", date(2024, 3, 18))
    assert roles(resigned) == {("ida-berg", "subject")}
    fired = reading("U.S. President Joe Biden abruptly fired Energy Secretary Mark Olsen on Monday.")
    assert roles(fired) == {("mark-olsen", "subject")}


def test_whoever_says_something_in_his_speech_spoke() -> None:
    text = (
        "The Kite Forum was held in Ningbo on March 19. In his keynote speech, Li Qiang said kites fly. Wang Yi began his speech."
    )
    assert roles(reading(text, "", DAY, NINGBO)) == {("li-qiang", "spoke"), ("wang-yi", "spoke")}


def test_experts_who_take_part_in_a_forum_attended_when_quoted() -> None:
    text = "Tea can help the hills, according to experts attending the Tea Forum in Ningbo. Economist Marie Duval said tea sells well."
    assert roles(reading(text, "", DAY, NINGBO)) == {("marie-duval", "attended")}


def test_the_heads_of_some_bodies_are_not_the_one_named_before_them() -> None:
    found = reading("Ana Sol is meeting President Xi Jinping, and the heads of the Chinese central government, in Ningbo.")
    assert offices(found) == {("xi-jinping", "president@prc")}


def test_president_of_a_named_body_is_not_president_of_the_country_nearby() -> None:
    found = reading("Nara 2030 President Keiko Mori came to Japan's parliament. Japanese Prime Minister Taro Abe met Mori.")
    assert ("keiko-mori", "president@jp") not in offices(found)


def test_a_title_with_its_place_after_it_belongs_to_the_name_behind_the_place() -> None:
    found = reading(
        "Xie Feng, deputy director of the Office for Harbour Safety of the Central People's Government in the HKSAR Li Jiangzhou, and "
        "Wang Yi attended the forum."
    )
    assert {who for who, office in offices(found) if office.startswith("deputy-director@")} == {"li-jiangzhou"}


@pytest.mark.parametrize(
    "text",
    [
        "Tea can help the hills, said growers and scholars at the Ningbo Forum on Tuesday. They met in a tent.",
        "Tea can help the hills, participants of the Ningbo Tea Conference said on Tuesday. They met in a tent.",
    ],
)
def test_what_is_said_at_a_forum_tells_of_the_forum_in_the_city_of_its_name(text: str) -> None:
    found = event(text)
    assert (found.type, found.start, found.provinces) == ("conference", date(2024, 3, 19), ("CN-ZJ",))


NOTICE = " The author is a fellow of the Tea Institute. The views don't necessarily reflect those of this newspaper."


def test_a_signed_opinion_reports_only_what_its_first_sentence_dates() -> None:
    assert event("The tea forum was held in a tent. Tea matters." + NOTICE, "Tea forum held in Ningbo").type == "report"
    assert event("Li Qiang attended a tea summit from Monday to Wednesday. Tea matters." + NOTICE).start == date(2024, 3, 18)


@pytest.mark.parametrize("when", ["in November 2022", "last year", "two years ago"])
def test_what_a_later_sentence_dates_to_another_year_is_recalled(when: str) -> None:
    assert event(f"The delta grows. To help it, Li Qiang chaired a symposium in Ningbo {when}.").type == "report"


def test_meeting_the_wishes_of_people_is_no_talk() -> None:
    assert event("During the many symposiums he said that to meet the people's wish for tea is a task.").type == "report"


def test_an_agreement_that_was_signed_is_a_ceremony() -> None:
    found = event("HANOI, March 20 (Xinhua) -- The tea trade agreement was signed by nine countries Tuesday.", "Tea deal signed")
    assert (found.type, found.start) == ("ceremony", date(2024, 3, 19))


def test_a_speech_at_a_grand_gathering_is_a_conference() -> None:
    text = "NINGBO, March 20 (Xinhua) -- Xi Jinping on Wednesday called for new ports. Xi delivered a speech at a grand gathering in Ningbo."
    found = event(text, "Thirty years on, the port looks ahead")
    assert (found.type, found.start, found.provinces) == ("conference", date(2024, 3, 20), ("CN-ZJ",))


def test_the_day_on_which_something_was_held_comes_before_the_day_on_which_it_was_told() -> None:
    text = (
        "NINGBO, March 20 (Xinhua) -- The ministry on Wednesday said the eighth harbour meeting was held on March 18 in Vlissa."
    )
    found = event(text, "Two countries hold eighth harbour meeting")
    assert (found.start, found.provinces) == (date(2024, 3, 18), ())


def test_a_hotel_beside_a_conference_center_is_no_conference() -> None:
    assert event("Ann Meyer said he got the prize at a hotel next to the conference center on Tuesday.").type == "report"


def test_a_picture_of_last_year_does_not_tell_the_event() -> None:
    text = (
        "Students attend the graduation ceremony at a college in Ningbo in May last year. LU MING/XINHUA The number of students has "
        "grown, a report said. "
        + "More and more of them come from villages and go back to them when they have learnt a trade. "
        * 3
    )
    assert event(text, "More students learn a trade").type == "report"


def test_leaders_at_an_exhibition_are_on_a_tour() -> None:
    text = (
        "BEIJING, March 20 (Xinhua) -- Xi Jinping on Wednesday stressed courage. Xi made the remarks while visiting an exhibition on "
        "ships in Ningbo. Li Qiang and Wang Yi also visited the exhibition."
    )
    found = reading(text, "Xi stresses courage", DAY, NINGBO)
    assert found.event is not None
    assert (found.event.type, found.event.start, found.event.provinces) == ("inspection", date(2024, 3, 20), ("CN-ZJ",))
    assert {who for who, role in roles(found) if role == "led"} == {"xi-jinping", "li-qiang", "wang-yi"}


def test_a_month_gone_by_is_recalled() -> None:
    text = "The coast grows. It has new ports. While inspecting Zhejiang in January, Xi Jinping said ports matter."
    assert event(text).type == "report"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The ongoing five-day visit of Prime Minister Rani Sol to China from Tuesday marks a moment.", 19, 23),
        ("A plan was told after the conclusion of the four-day plenary session of the guild on Thursday.", 18, 21),
    ],
)
def test_days_counted_from_the_beginning_or_the_end(text: str, first: int, last: int) -> None:
    assert days(event(text, published=date(2024, 3, 21))) == (date(2024, 3, first), date(2024, 3, last))


def test_what_experts_say_of_a_speech_at_a_summit_is_a_report() -> None:
    assert (
        event("Li's trip will help tea, while his speech at the tea summit in Ningbo gives hope, experts say.").type == "report"
    )


def test_who_declared_victory_did_not_speak_at_the_press_conference() -> None:
    text = (
        "OSLO, March 20 (Xinhua) -- Ballots will be counted again, Ida Berg told a press conference on Wednesday. Nils Dahl declared "
        "victory on Saturday."
    )
    assert roles(reading(text)) == {("ida-berg", "spoke")}


def test_names_of_things_are_no_appointment_and_an_oath_of_another_month_is_not_the_event() -> None:
    text = (
        "U.S. President Joe Biden fired Energy Secretary Mark Olsen on Monday. Olsen and Ann Meyer wished to pull the names of rivers "
        "from maps. Maps are old. They hang in halls. Ben Dahl was sworn in as director of the River Office in August this year."
    )
    assert roles(reading(text)) == {("mark-olsen", "subject")}


@pytest.mark.parametrize(
    "text",
    [
        "On March 19, the final of the Tea Contest for guests, hosted by a guild and backed by a bank, concluded in Ningbo.",
        "An exchange event between the Old Harbour in Ningbo and the cliffs of Vlissa, both famous places, was held on Tuesday.",
    ],
)
def test_contests_and_exchange_events_are_ceremonies(text: str) -> None:
    found = event(text)
    assert (found.type, found.start) == ("ceremony", date(2024, 3, 19))


def test_who_conveys_an_instruction_or_reads_out_a_decision_was_there() -> None:
    text = (
        "Xi Jinping gave important instructions on tea. Huang Kunming conveyed Xi's instruction at the conference. Shen Yiqin read out "
        "the commendation decision."
    )
    assert roles(reading(text)) == {("xi-jinping", "sent"), ("huang-kunming", "attended"), ("shen-yiqin", "attended")}


@pytest.mark.parametrize(
    "title",
    [
        "Premier's speech at potters' symposium draws strong response",
        "Letter to young beekeepers met with warm response nationwide",
        "Scholars from many countries speak highly of the address at the lantern conference",
        "Reply to weavers strikes a chord across the province",
    ],
)
def test_what_a_speech_was_answered_with_is_a_report(title: str) -> None:
    found = event("Workers pledged to do more after the speech at the symposium on Monday. They were moved.", title)
    assert (found.type, found.start, found.provinces) == ("report", None, ())


def test_an_instruction_to_a_conference_is_the_event_where_the_headline_tells_it() -> None:
    title = "Li Qiang Makes Important Written Instruction on the National Work Conference on Wells"
    text = "The national work conference on wells was held on March 19 in Ningbo. Li Qiang made an important written instruction."
    assert event(text, title).type == "instruction"


def test_an_instruction_often_made_is_no_event() -> None:
    text = "Over the years Xi Jinping has many times made important instructions on wells. The village of Lower Spring digs them."
    assert event(text, "A village and its wells").type == "report"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Council of Chairpersons of the NPC Standing Committee held its 12th meeting on Monday. It set an agenda.", "meeting"),
        ("The first meeting of the 14th Standing Committee of the National Committee of the CPPCC closed on Monday.", "meeting"),
        ("The NPC Standing Committee on Monday held a symposium at which potters spoke. Zhao Leji was there.", "symposium"),
        ("Han Zheng was speaking on Monday at the opening of a workshop on studying the rules for wells. He urged care.", "study-session"),
        ("Ding Xuexiang went to two power stations to conduct investigation and research on Monday. He saw them run.", "inspection"),
        ("Zhao Leji on Monday visited the staff of the session's news centre and shook hands with them.", "inspection"),
        ("Li Qiang and the Tajik prime minister co-chaired the 9th regular meeting between the heads of government Monday.", "talks"),
        ("Roads must be kept open, Xi Jinping told his Tajik counterpart on Monday. Trade has grown.", "talks"),
        ("Xi Jinping urged patience as he spoke by telephone with the Tajik president on Monday. Both were calm.", "talks"),
        ("China Central Television on Monday aired a commentary calling for cleaner wells. It was short.", "publication"),
        ("In a congratulatory letter to the lantern summit, Xi Jinping said on Monday that light unites people.", "message"),
        ("At the first press conference since his victory, elected president Tomo Reva said on Monday that roads come first.", "press-conference"),
    ],
)  # fmt: skip
def test_a_lead_tells_its_kind_in_many_wordings(text: str, kind: str) -> None:
    assert event(text).type == kind


def test_a_headline_in_capitals_is_read_like_any_other() -> None:
    title = "Zhao Leji Meets President Of Tajikistan In The Great Hall"
    assert event("Ties between the two countries have deepened, it was said. Trade has grown.", title).type == "talks"


def test_what_stands_before_a_bar_names_the_series_and_no_event() -> None:
    title = "Research Trip to a Hundred Wells | How a Small Village Came to Sell Its Water"
    assert event("Lower Spring has good water, and sells it. The bottles go far.", title).type == "report"


def test_a_bare_ordinal_may_open_the_sentence() -> None:
    assert event("On the 18th, the Political Bureau held a meeting on wells.").start == date(2024, 3, 18)
    found = event("From the 17th to the 18th, Li Qiang made an inspection in Wuhan. He saw wells.")
    assert days(found) == (date(2024, 3, 17), date(2024, 3, 18))


def test_a_weekday_to_come_is_the_one_after_the_report() -> None:
    assert event("Xi Jinping will open the lantern forum in Ningbo on Saturday. Guests arrive.").start == date(2024, 3, 23)


def test_a_press_conference_was_on_the_day_beside_its_name() -> None:
    text = "Filing is put off from April 15 to April 24, officials said at a news conference held by the tax office on Tuesday."
    assert event(text).start == date(2024, 3, 19)


def test_a_meeting_that_sets_another_was_on_the_day_of_its_decision() -> None:
    text = "The top legislature will hold its next session from April 19 to 23, its chairpersons decided on Tuesday."
    found = event(text)
    assert (found.type, found.start) == ("meeting", date(2024, 3, 19))


def test_a_tour_said_to_be_recent_has_the_days_that_the_next_sentence_begins_with() -> None:
    text = "Wang Huning recently made an inspection tour of Wuhan. On March 14 and 15 he went to see wells."
    assert event(text).start == date(2024, 3, 14)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("He made the remarks on Tuesday during an inspection of two dye works.", "inspection"),
        ("Li, who is also a Party leader, made the remarks at the fourth symposium on wells, held in Wuhan.", "symposium"),
        ("He made this call in a recent written instruction.", "instruction"),
        ("In a recent instruction, Li said that the work had borne fruit.", "instruction"),
        ("Li made the remarks in a keynote speech at the opening ceremony of the Lantern Development Forum.", "conference"),
        ("He was speaking on Tuesday at a workshop for young weavers.", "study-session"),
        ("Li made the remarks while meeting with the Tajik president in Wuhan.", "talks"),
        ("He delivered the speech at a meeting of the Political Bureau.", "meeting"),
        ("He made the comments in a letter to a school of dyers.", "message"),
    ],
)  # fmt: skip
def test_a_sentence_of_its_own_tells_on_what_occasion_somebody_spoke(told: str, kind: str) -> None:
    assert event(f"Premier Li Qiang has called for cleaner wells and better lamps. {told} Both matter.").type == kind


def test_the_day_of_the_occasion_is_that_of_its_own_sentence() -> None:
    text = (
        "Li Qiang has called for lamps before Lantern Day, which falls on March 25. He made the remarks on Monday at a symposium."
    )
    assert event(text).start == date(2024, 3, 18)


def test_a_meeting_spoken_of_as_known_names_no_occasion() -> None:
    text = "Li Qiang held talks with the Tajik president in Wuhan on Monday. At the meeting, Li said that trade has grown."
    assert event(text).type == "talks"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Political advisors held a biweekly consultation session on lamps on Monday. Wang Huning hosted it.", "symposium"),
        ("A book of questions and answers about lamps has been published. It is sold everywhere.", "publication"),
        ("A song and dance evening by the Lamp Theatre was staged in Wuhan on Monday. Many came.", "ceremony"),
        ("Joining in a tree-planting drive on Monday, Li Qiang called for greener hills. He used a spade.", "ceremony"),
    ],
)
def test_kinds_have_more_wordings(text: str, kind: str) -> None:
    assert event(text).type == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lamps must be safe, Xi Jinping told the prime minister in a phone conversation on Monday. Both agreed.", "talks"),
        ("Xi Jinping on the 18th sent a telegram to Tomo Reva. Friendship will last.", "message"),
        ("The year was bright, Xi Jinping said in his New Year address on Monday. He thanked all.", "message"),
        ("The results of the lamp contest, sponsored by a station, were announced on Monday. Ten lamps won.", "publication"),
        ("The Well Affairs Office of the State Council on Monday strongly condemned the storming of a well.", "publication"),
        ("Sun Chunlan led the steering group to Wuhan on Monday to look into the work on wells.", "inspection"),
        ("The Lamp Forum for Asia Annual Conference continued on Monday. Guests debated.", "conference"),
        ("The first session of the 13th CPPCC National Committee opened on Monday. Members came.", "conference"),
        ("The Well Affairs Committee of the 13th National People's Congress held a plenary meeting Monday.", "meeting"),
        ("The Standing Committee of the 13th National People's Congress held its 26th special lecture on Monday.", "study-session"),
        ("Residents of Wuhan say they are greatly encouraged by the recent inspection tour of the city by Xi Jinping.", "report"),
    ],
)  # fmt: skip
def test_still_more_wordings_tell_a_kind(text: str, kind: str) -> None:
    assert event(text).type == kind


def test_a_promise_for_later_leaves_the_day_of_the_speech() -> None:
    text = "Xi Jinping announced steps that China will take in support of wells as he addressed a summit on Monday morning."
    assert event(text).start == date(2024, 3, 18)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "conference",
            "Seed must be clean, Premier Li Qiang has said. He was addressing the matter at a teleconference on Monday.",
        ),
        (
            "conference",
            "A three-day gathering to honor ferrymen and to mark the port's centenary, long prepared, closed in Ningbo on Monday.",
        ),
        ("inspection", "Ferries need care, Premier Li Qiang said on Monday during a tour of Zhejiang. Piers need it too."),
        ("visit", "Premier Li Qiang visited Malaysia from Monday to Wednesday. Harbours were discussed."),
        (
            "talks",
            "Ferries will sail again, Premier Li Qiang said as he received Malaysian Prime Minister Anwar Ibrahim on Monday.",
        ),
        ("meeting", "The Political Bureau of the CPC Central Committee gathered on Monday to hear of ferries."),
        ("meeting", "The Standing Committee of the 14th CPPCC National Committee concluded its ninth session on Monday."),
        ("ceremony", "Premier Li Qiang and other leaders presented flower baskets to fallen ferrymen on Monday."),
        ("message", "Malaysian leaders congratulated Li Qiang on being elected head of the ferry guild on Monday."),
        ("instruction", "Premier Li Qiang required in a written instruction that ferries be checked."),
        ("publication", "Rules for ferries that Premier Li Qiang signed in March came into force on Monday."),
        (
            "press-conference",
            "Ferries carried more people last year, an official of the harbour office told journalists in Beijing on Monday.",
        ),
    ],
)
def test_an_event_is_understood_under_many_wordings(kind: str, text: str) -> None:
    assert event(text).type == kind


def test_whoever_signs_an_order_of_appointment_is_not_appointed() -> None:
    order = reading(
        "BEIJING -- President Xi Jinping signed an order on Monday appointing Mu Hong minister of education. Wu Zhenglong was removed."
    )
    assert roles(order) == {("mu-hong", "subject"), ("wu-zhenglong", "subject")}


@pytest.mark.parametrize(
    "text",
    [
        "Yearender: ferries came back. Leaders met in many ports and held talks with captains.",
        "Couples set off on a ferry tour from Ningbo on Saturday. They want to see the sea.",
        "A park keeper checks nets at a workshop of the Lantern company in Ningbo on Monday.",
    ],
)
def test_an_occasion_of_nobody_in_office_is_no_event(text: str) -> None:
    title, _, rest = text.partition(". ")
    assert event(rest, title).type == "report"


def test_a_dateline_without_a_day_tells_the_place() -> None:
    found = event("NINGBO -- The Lantern Forum opened on Monday. Guests saw lanterns.")
    assert (found.type, found.provinces) == ("conference", ("CN-ZJ",))
