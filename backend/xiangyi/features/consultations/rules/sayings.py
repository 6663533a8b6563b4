"""What stands on paper of parties and of how something is decided, as people there say it."""

from typing import Final

from xiangyi.features.consultations.rules.forms import Method, PartyKind

PARTIES_ZH: Final[dict[PartyKind | str, str]] = {
    "riders": "骑手代表",
    "regulator": "主管部门",
    "platform": "平台企业",
    "courier": "快递企业",
    "property": "物业",
    "association": "行业协会商会",
    "street": "街道（乡镇）",
    "other": "别的人",
    "residents": "住在那里的人",
}
METHODS_ZH: Final[dict[Method, str]] = {
    "consensus": "都同意才算",
    "open_vote": "举手表决",
    "secret_vote": "不记名投票",
    "hearing": "只听意见，听完由召集单位定",
}
