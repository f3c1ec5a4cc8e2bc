"""What the English rules promise of people, posts, parts and speakers under many wordings, on small texts written for it."""

import pytest
from test_english import offices, people, reading, roles

DATELINE = "BEIJING, March 21 (Xinhua) -- "
MEETING = "A work conference on harbours was held in Beijing on Thursday.\n"
TALKS = "Premier Li Qiang met with Malaysian Prime Minister Anwar Ibrahim in Beijing on Thursday.\n"


def told(sentence: str, lead: str = MEETING) -> set[tuple[str, str]]:
    """The parts that a sentence after the lead gives."""
    return roles(reading(DATELINE + lead + sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Mu Hong and Wu Zhenglong were present at the meeting.",
        "Mu Hong and Wu Zhenglong were also in attendance.",
        "Also present were Mu Hong and Wu Zhenglong.",
        "Also attending the conference were Mu Hong, a deputy head of a commission, and Wu Zhenglong.",
        "Others present included Mu Hong and Wu Zhenglong.",
        "Mu Hong and Wu Zhenglong were among those taking part.",
        "Mu Hong, along with Wu Zhenglong, joined the meeting.",
        "The meeting was attended by Mu Hong and Wu Zhenglong.",
        "Mu Hong, Wu Zhenglong and other officials took part.",
        "Mu Hong, the harbour poet Tung Fee Fook and Wu Zhenglong attended the conference.",
        "About 90 people attended the conference, including Mu Hong and Wu Zhenglong.",
        "Those on the rostrum included Mu Hong and Wu Zhenglong.",
        "Others who came were Mu Hong and Wu Zhenglong.",
        "Mu Hong attended the meeting, and so did Wu Zhenglong.",
        "Two members of the commission were present: Mu Hong, and Wu Zhenglong.",
        "Eighty officials attended the meeting. They included Mu Hong and Wu Zhenglong.",
    ],
)
def test_whoever_is_there_attends_under_every_wording(sentence: str) -> None:
    assert told(sentence) == {("mu-hong", "attended"), ("wu-zhenglong", "attended")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Mu Hong presided over it.",
        "The meeting was presided over by Mu Hong.",
        "The opening was moderated by Mu Hong, deputy head of a commission.",
        "The guests met with Mu Hong presiding.",
        "Mu Hong hosted the meeting.",
        "In the chair was Mu Hong, deputy head of a commission.",
    ],
)
def test_whoever_leads_the_meeting_chairs_it_in_the_passive_too(sentence: str) -> None:
    assert told(sentence) == {("mu-hong", "chaired")}


def test_those_before_a_passive_do_not_chair() -> None:
    found = told("Mu Hong and Wu Zhenglong attended the opening ceremony, which was presided over by Zhao Xiaoshan.")
    assert found == {("mu-hong", "attended"), ("wu-zhenglong", "attended"), ("zhao-xiaoshan", "chaired")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Harbour experts including Mu Hong and Wu Zhenglong spoke.",
        "Harbour people listened to speeches by Mu Hong and Wu Zhenglong.",
        "Mu Hong, deputy head of a commission; and Wu Zhenglong, a state councilor, took the floor.",
    ],
)
def test_speakers_may_be_listed_after_including_and_by(sentence: str) -> None:
    assert told(sentence) == {("mu-hong", "spoke"), ("wu-zhenglong", "spoke")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The findings were presented by Mu Hong, head of the harbour team; and Wu Zhenglong, a state councilor.",
        "Members heard reports from Mu Hong and Wu Zhenglong.",
        "Mu Hong and Wu Zhenglong gave explanations on the drafts.",
    ],
)
def test_reports_belong_to_everybody_listed_after_by_or_from(sentence: str) -> None:
    assert told(sentence) == {("mu-hong", "reported"), ("wu-zhenglong", "reported")}


def test_listening_to_a_report_on_something_is_not_reporting() -> None:
    assert "reported" not in {role for _, role in told("Mu Hong listened to a report on the situation of harbours.")}


def test_guests_named_after_among_them_are_met_as_well() -> None:
    lead = (
        "Premier Li Qiang met in Beijing on Thursday with a group of harbour owners from three seas, among them Anwar Ibrahim.\n"
    )
    assert roles(reading(DATELINE + lead + "The talks were warm.", "Premier meets with harbour owners")) == {
        ("li-qiang", "met"),
        ("anwar-ibrahim", "met"),
    }


def test_whoever_tours_together_accompanies() -> None:
    lead = "Vice Premier Ding Xuexiang made an inspection tour of Hunan Province on Thursday.\n"
    assert told("Mu Hong and Wu Zhenglong visited together.", lead) == {
        ("ding-xuexiang", "led"),
        ("mu-hong", "accompanied"),
        ("wu-zhenglong", "accompanied"),
    }


def test_a_call_of_long_ago_is_no_part_of_the_talks() -> None:
    assert told("Xi Jinping not long ago had a phone call with the guest.", TALKS) == {
        ("li-qiang", "met"),
        ("anwar-ibrahim", "met"),
    }


def test_a_closing_list_tells_a_readout_whose_lead_tells_no_kind() -> None:
    text = "Harbours matter, Premier Li Qiang noted on Thursday.\nWork must go on.\n"
    assert ("mu-hong", "attended") in roles(reading(text + "Mu Hong and Wu Zhenglong attended the seminar."))
    assert roles(reading(text + "Mu Hong once attended a seminar on boats, as old friends of the harbour recall.")) == set()


@pytest.mark.parametrize("word", ["Presidium", "Kuomintang", "Secretariat"])
def test_the_name_of_a_body_is_nobody(word: str) -> None:
    assert people(reading(f"He is a former chairperson of the Chinese {word} and likes boats.")) == set()


def test_a_party_of_pinyin_name_is_nobody() -> None:
    assert people(reading("The Zhi Gong Party called for cleaner harbours. Hang Huang high-speed rail helps.")) == set()


def test_people_listed_after_a_trade_in_the_plural_are_people() -> None:
    found = reading("Premier Li Qiang thanked foreign experts including Davison, Markov and Li Daming, for their advice.")
    assert people(found) == {"li-qiang", "davison", "markov", "li-daming"}


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        ("Zhao Leji, chairman of the Standing Committee of the 14th National People's Congress, spoke.", "zhao-leji", "chairman@npc-standing-committee"),
        ("Wang Daming, secretary-general of the Presidium of the First Session of the 14th CPPCC National Committee, spoke.", "wang-daming", "secretary-general@cppcc"),
        ("Ivan Petrov, press secretary to Russian President Vladimir Putin, said so.", "ivan-petrov", "spokesperson@ru"),
        ("Ivan Petrov, press secretary to Russian President Vladimir Putin, said so.", "vladimir-putin", "president@ru"),
        ("They met President of the Oriental Republic of Uruguay Juan Perez.", "juan-perez", "president@uy"),
        ("John Smith, chairman of the United Kingdom's Harbour Trade Club, said so.", "john-smith", "chairman@harbour-trade-club"),
        ("Mohamed Nasir, speaker of parliament of the Maldives, said so.", "mohamed-nasir", "speaker@mv"),
        ("Sun Chunlan and Hu Chunhua, Deputy Prime Ministers of the State Council, spoke.", "hu-chunhua", "vice-premier@state-council"),
        ("Wu Daming, Political Bureau of the CPC Central Committee and head of the Central Committee's United Front Work Department, spoke.", "wu-daming", "member@politburo"),
        ("Wu Daming, head of the Central Committee's United Front Work Department, spoke.", "wu-daming", "minister@cpc-united-front-department"),
        ("Wu Daming, director of the State Supervisory Committee, spoke.", "wu-daming", "director@national-supervisory-commission"),
        ("Chairman Xi Jinping has a plan for Africa.", "xi-jinping", "president@prc"),
        ("President Xi Jinping told his Tajik counterpart Rustam Karimov that roads matter.", "rustam-karimov", "president@tj"),
        ("Iranian Foreign Ministry spokesman Hassan Amini said so.", "hassan-amini", "spokesperson@ir"),
        ("Pavel Novak, president of the Republic of Turkey, said so.", "pavel-novak", "president@tr"),
    ],
)  # fmt: skip
def test_posts_are_read_through_sessions_genitives_and_full_names_of_states(text: str, person: str, office: str) -> None:
    assert (person, office) in offices(reading(text))


def test_a_presidium_gives_no_office() -> None:
    found = reading(
        "Executive chairpersons of the Presidium of the First Session of the 14th CPPCC National Committee Liu Daming and Ma Biao spoke."
    )
    assert offices(found) == set()


def test_who_is_also_keeps_the_title_with_the_name_before() -> None:
    found = reading(
        "State Councilor Ma Daming, who is also secretary-general of the State Council, and State Councilor Dai Dashan attended."
    )
    assert ("ma-daming", "secretary-general@state-council") in offices(found)
    assert ("dai-dashan", "secretary-general@state-council") not in offices(found)


def test_the_owner_in_a_title_is_not_its_holder() -> None:
    assert offices(reading("Keith Harbour, the US president's special envoy for boats, told reporters so.")) == set()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Participants in the harbour meeting were glad. Boats must be safe and clean, they said.", None),
        ("Everyone said that boats must be safe and clean in every harbour.", None),
        ("Wang Ming and the other guests said that boats must be safe and clean.", "wang-ming"),
    ],
)
def test_speech_of_all_is_the_meetings_and_a_named_guest_speaks_for_the_others(text: str, speaker: str | None) -> None:
    (said,) = reading(text).statements
    assert (said.speaker.id if said.speaker else None) == speaker


def test_a_list_whose_last_syllables_went_astray_is_cut_anew() -> None:
    assert people(reading("Cai Qiwang Yi, Li Qiang and others attended.")) == {"cai-qi", "wang-yi", "li-qiang"}


def test_posts_stand_after_is_as_in_an_apposition() -> None:
    text = "Xi Jinping on Thursday chaired a meeting.\nXi is also general secretary of the CPC Central Committee, Chinese president and chairman of the Central Military Commission."
    assert offices(reading(text)) == {
        ("xi-jinping", "general-secretary@cpc-central-committee"),
        ("xi-jinping", "president@prc"),
        ("xi-jinping", "chairman@cmc"),
    }


def test_posts_of_all_who_are_listed_go_to_each() -> None:
    text = "Li Qiang, Wang Huning and Cai Qi, all members of the Standing Committee of the Political Bureau of the CPC Central Committee, attended the meeting."
    assert offices(reading(text)) == {
        (who, "member@politburo-standing-committee") for who in ("li-qiang", "wang-huning", "cai-qi")
    }


@pytest.mark.parametrize(
    "told_",
    ["Li made the remarks in an important written instruction.", "In a recent instruction, Li stressed safety."],
)
def test_whoever_speaks_in_an_instruction_sends_it(told_: str) -> None:
    text = f"Premier Li Qiang has called for safer harbours. {told_} Harbours matter."
    assert roles(reading(text)) == {("li-qiang", "sent")}


def test_whoever_sits_on_the_rostrum_attends() -> None:
    lead = "The first session of the 13th CPPCC National Committee opened on Thursday.\n"
    assert told("Zhao Leji, Wang Huning and others were seated on the rostrum.", lead) == {
        ("zhao-leji", "attended"),
        ("wang-huning", "attended"),
    }


def test_what_somebody_tells_of_another_meeting_is_no_part_of_the_event() -> None:
    lead = "Vice Premier Ding Xuexiang spoke at a conference on harbours on Thursday.\n"
    said = told("Xi Jinping chaired a meeting of the commission and delivered a speech, Ding said.", lead)
    assert "xi-jinping" not in {who for who, _ in said}


def test_a_provincial_committee_without_more_words_is_the_party_s() -> None:
    text = (
        "Han Jun, secretary of the Anhui Provincial Committee, spoke at a meeting of the Anhui Provincial Committee of the CPPCC."
    )
    assert offices(reading(text)) == {("han-jun", "secretary@CN-AH-party")}


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        ("Ma Daming, who chairs the Central Committee of the Jiusan Society, spoke.", "ma-daming", "chairman@jiusan-society"),
        ("Ma Daming, who heads the National Energy Administration, spoke.", "ma-daming", "director@nea"),
        ("Ma Daming, who speaks for the Ministry of Commerce, said so.", "ma-daming", "spokesperson@mofcom"),
        ("Ma Daming has been put in charge of the National Data Administration.", "ma-daming", "director@nda"),
        ("Ma Daming, a woman, becomes minister of finance.", "ma-daming", "minister@mof"),
        ("Li Qiang sent a message to Pavel Novak on his re-election as president of Tonga.", "pavel-novak", "president@to"),
        ("A message went to Pavel Novak, congratulating him on his election as Prime Minister of Fiji.", "pavel-novak", "prime-minister@fj"),
        ("Ma Daming, president and chairman of the Central Military Commission, spoke.", "ma-daming", "president@prc"),
        ("Ma Daming, member of the Political Bureau of the CPC Central Committee and head of its Publicity Department, spoke.", "ma-daming", "minister@cpc-publicity-department"),
        ("The NPC heard Ma Daming, vice chairman of the Finance and Economics Committee.", "ma-daming", "vice-chairman@npc-financial-economic-committee"),
        ("They met Pavel Novak, chairman of the State Duma of Russia.", "pavel-novak", "speaker@ru"),
        ("Tonga was quiet. Senate Speaker Novak said so.", "novak", "speaker@to"),
        ("Pavel Novak, deputy speaker of the National Assembly of Tonga, spoke.", "pavel-novak", "vice-chairman@to"),
        ("King Novak VI of Tonga came.", "novak-vi", "king@to"),
        ("Ma Daming (2nd, L), director of the National Energy Administration, is seen.", "ma-daming", "director@nea"),
        ("A report was given by Ma Daming, and one on boats by Wu Dashan, both of them vice chairmen of the NPC Constitution and Law Committee.", "ma-daming", "vice-chairman@npc-constitution-and-law-committee"),
        ("Two members of the Political Bureau of the CPC Central Committee were present: Ma Daming, a poet, and Wu Dashan.", "wu-dashan", "member@politburo"),
        ("State Councilors and vice ministers of finance Ma Daming and Wu Dashan came.", "wu-dashan", "state-councillor@state-council"),
        ("Ma Daming spoke. Boats matter, said Ma, who is also director of the National Energy Administration.", "ma-daming", "director@nea"),
        ("The city of Changchun has elected Ma Daming as its mayor.", "ma-daming", "mayor@changchun-government"),
        ("At the National Energy Administration, Ma Daming becomes a deputy director.", "ma-daming", "deputy-director@nea"),
        ("Tonga is far. They met with the country's president, Novak, on Friday.", "novak", "president@to"),
        ("Russian presidential spokesman Novak said so.", "novak", "spokesperson@ru"),
        ("Vice President of the State Ma Daming came.", "ma-daming", "vice-president@prc"),
    ],
)  # fmt: skip
def test_posts_that_clauses_messages_and_owners_tell(text: str, person: str, office: str) -> None:
    assert (person, office) in offices(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        "Rio State Governor Novak came.",
        "Pavel Novak, chairman of the Boat Friendship Group of the Parliament of Tonga, came.",
        "Pavel Novak, chairman of the Harbour Group, met Ma Daming, who leads the Chinese delegation.",
    ],
)
def test_states_friendship_groups_and_delegations_give_no_post_of_a_state(text: str) -> None:
    assert {office for _, office in offices(reading(text))} <= {"chairman@harbour-group", "governor@rio-state"}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("They met with J.B. Novak, head of a club.", "j-b-novak"),
        ("A visitor surnamed Novak liked the boats.", "novak"),
        ("Comrade Ma Da Ning, a professor, explained it.", "ma-daning"),
    ],
)
def test_initials_surnames_and_syllables_apart_are_read_as_names(text: str, person: str) -> None:
    assert person in people(reading(text))


@pytest.mark.parametrize("text", ["Officials in charge of the FTZs spoke.", "Wu Dashan, mayor of the city of Trier, came."])
def test_abbreviations_and_places_are_nobody(text: str) -> None:
    assert people(reading(text)) <= {"wu-dashan"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Those who spoke at the meeting were Mu Hong, a harbour master; and Wu Zhenglong, a state councilor.",
        "Remarks were also delivered by Mu Hong and Wu Zhenglong.",
        "Speakers included Mu Hong and Wu Zhenglong.",
        "Mu Hong and Wu Zhenglong shared their views.",
    ],
)
def test_speakers_are_found_whatever_tells_of_their_speech(sentence: str) -> None:
    assert {("mu-hong", "spoke"), ("wu-zhenglong", "spoke")} <= told(sentence)


def test_remarks_made_on_a_tour_or_while_presiding_are_no_speech() -> None:
    toured = reading(
        f"{DATELINE}Harbours need care, Premier Li Qiang has said. Li made the remarks during a tour of Zhejiang on Monday."
    )
    chaired = reading(
        f"{DATELINE}Harbours need care, Premier Li Qiang has said. Li made the remarks while presiding over a symposium."
    )
    assert roles(toured) == {("li-qiang", "led")}
    assert roles(chaired) == {("li-qiang", "chaired")}


def test_what_a_speaker_says_of_others_is_no_part_of_the_event() -> None:
    assert told("Mu Hong said that not long ago Wu Zhenglong met with growers and delivered a speech.") <= {
        ("mu-hong", "attended")
    }


def test_hosts_of_a_journey_are_not_the_traveller() -> None:
    text = "At the invitation of Malaysian Prime Minister Anwar Ibrahim, Premier Li Qiang will pay an official visit to Malaysia from Friday."
    assert roles(reading(DATELINE + text)) == {("li-qiang", "led")}


def test_whoever_congratulates_is_the_sender_and_not_whom_a_clause_names() -> None:
    text = (
        "After Li Qiang took office as premier, leaders of many countries sent messages to congratulate him. "
        "Malaysian Prime Minister Anwar Ibrahim said in his message that ties would grow."
    )
    assert roles(reading(DATELINE + text, "Foreign leaders congratulate Li Qiang on his appointment")) == {
        ("anwar-ibrahim", "sent")
    }


def test_both_sides_meet_under_every_wording_of_talks() -> None:
    for text in (
        "Malaysian Prime Minister Anwar Ibrahim was received by Premier Li Qiang in Beijing on Thursday.",
        "Premier Li Qiang had a meeting on Thursday with Malaysian Prime Minister Anwar Ibrahim.",
        "Premier Li Qiang sat down with Malaysian Prime Minister Anwar Ibrahim in Beijing on Thursday.",
    ):
        assert roles(reading(DATELINE + text)) == {("li-qiang", "met"), ("anwar-ibrahim", "met")}, text
